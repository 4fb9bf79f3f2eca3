package lode.adapters.office;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import lode.domain.document.FileBlock;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileText;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Reads the visible sheets of a workbook (SpreadsheetML, ECMA-376 part 1, 18) as a stream: cells as a
 * reader sees them, formulas by their stored results, dates in ISO 8601. Sheets become headings, rows
 * that stand together tables.
 */
final class XlsxReader {

  private XlsxReader() {}

  static FileText read(OfficePackage pack, FileSettings settings, ReadingTime time)
      throws IOException, OpenXML4JException, XMLStreamException, SAXException {
    XSSFReader reader = new XSSFReader(pack.parts());
    reader.setUseReadOnlySharedStringsTable(true);
    XlsxSheet.Limit limit = new XlsxSheet.Limit(settings.maxCells(), time);
    List<FileBlock> blocks = new ArrayList<>();
    for (Map.Entry<String, String> sheet : visibleSheets(reader).entrySet()) {
      XlsxSheet rows = new XlsxSheet(limit);
      try (InputStream in = reader.getSheet(sheet.getKey())) {
        XMLReader parser = XMLHelper.newXMLReader();
        parser.setContentHandler(
            new XSSFSheetXMLHandler(
                reader.getStylesTable(),
                reader.getSharedStringsTable(),
                rows,
                new IsoDates(),
                false));
        parser.parse(new InputSource(in));
      } catch (ParserConfigurationException missing) {
        throw new IllegalArgumentException("no XML parser", missing);
      }
      if (rows.isEmpty()) {
        continue;
      }
      blocks.add(new FileBlock.Start(null, sheet.getValue()));
      blocks.add(new FileBlock.Heading(2, sheet.getValue()));
      blocks.addAll(rows.tables());
    }
    if (blocks.isEmpty()) {
      throw FileNotReadable.byRule("no text: the workbook has no filled cells");
    }
    return pack.text(null, blocks);
  }

  /** Names of sheets by the id of their relation, in the order of their tabs. */
  private static Map<String, String> visibleSheets(XSSFReader reader)
      throws IOException, OpenXML4JException, XMLStreamException {
    Map<String, String> sheets = new LinkedHashMap<>();
    try (InputStream in = reader.getWorkbookData()) {
      XMLStreamReader xml = OfficePackage.xml(in);
      while (xml.hasNext()) {
        xml.next();
        if (xml.isStartElement() && xml.getLocalName().equals("sheet")) {
          String state = xml.getAttributeValue("", "state");
          String name = xml.getAttributeValue("", "name");
          if (name != null && (state == null || state.equals("visible"))) {
            sheets.put(relation(xml), name);
          }
        }
      }
    }
    return sheets;
  }

  private static String relation(XMLStreamReader xml) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String space = xml.getAttributeNamespace(i);
      if (xml.getAttributeLocalName(i).equals("id") && space != null && !space.isEmpty()) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }

  /** Cells as a reader in the United States sees them, but for dates, which would be ambiguous. */
  private static final class IsoDates extends DataFormatter {

    IsoDates() {
      super(Locale.US);
    }

    @Override
    public String formatRawCellContents(
        double value, int formatIndex, String format, boolean from1904) {
      if (!DateUtil.isADateFormat(formatIndex, format) || !DateUtil.isValidExcelDate(value)) {
        return super.formatRawCellContents(value, formatIndex, format, from1904);
      }
      LocalDateTime time = DateUtil.getLocalDateTime(value, from1904, true);
      if (value < 1) {
        return time.toLocalTime().toString();
      }
      return time.toLocalTime().equals(LocalTime.MIDNIGHT)
          ? time.toLocalDate().toString()
          : time.toString();
    }
  }
}
