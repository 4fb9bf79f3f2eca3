package lode.adapters.office;

import static lode.adapters.office.Files.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lode.adapters.office.Files.Text;
import lode.domain.document.Document;
import lode.domain.document.DocumentConverter;
import lode.domain.document.FileNotReadable;
import lode.domain.document.LabelledValue;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

class OfficeFileReaderTest {

  private static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final String SHEET =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final FileSettings SETTINGS =
      new FileSettings(20, 1_000, 8 << 20, Duration.ofSeconds(20), 2);

  private static Document read(String type, byte[] body) {
    return new DocumentConverter(new OfficeFileReader(SETTINGS)).convert(body, type).document();
  }

  private static Optional<String> value(Document document, String label) {
    return document.labelledValues().stream()
        .filter(each -> each.label().equals(label))
        .map(LabelledValue::value)
        .findFirst();
  }

  private static int page(Document document, String words) {
    int at = document.text().indexOf(words);
    assertThat(at).as("%s in%n%s", words, document.text()).isNotNegative();
    return document.placeAt(at).page();
  }

  private static List<Text> lines(String... lines) {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      texts.add(text(60, 80 + 14 * i, lines[i]));
    }
    return texts;
  }

  @Test
  void readsAPdfWithItsPagesHeadingsAndLabels() {
    List<Text> first = new ArrayList<>(lines("A drive for conveyors that runs for years."));
    first.add(new Text(60, 50, 24, "Drive A 200"));
    byte[] pdf =
        Files.pdf(
            document -> {
              document.getDocumentInformation().setTitle("Microsoft Word - Data sheet");
              document.getDocumentInformation().setAuthor("Ada");
              Calendar made = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
              made.setTime(Date.from(Instant.parse("2025-02-03T04:05:06Z")));
              document.getDocumentInformation().setCreationDate(made);
              document.getDocumentCatalog().setLanguage("en-gb");
            },
            first,
            lines("Rated power: 7.5 kW", "Weight: 31 kg"));

    Document document = read("application/pdf", pdf);

    assertThat(document.title()).isEqualTo("Data sheet");
    assertThat(document.language()).isEqualTo("en-GB");
    assertThat(document.content())
        .isEqualTo(
            """
            # Drive A 200

            A drive for conveyors that runs for years.

            Rated power: 7.5 kW
            Weight: 31 kg""");
    assertThat(document.text()).contains("author: Ada", "2025-02-03T04:05:06Z");
    assertThat(value(document, "Rated power")).contains("7.5 kW");
    assertThat(page(document, "conveyors")).isEqualTo(1);
    assertThat(page(document, "7.5 kW")).isEqualTo(2);
    assertThat(document.placeAt(document.text().indexOf("author: Ada")).page()).isNull();
  }

  @Test
  void readsColumnsOneAfterTheOtherAndTablesSideBySide() {
    List<Text> page = new ArrayList<>();
    page.add(text(60, 60, "A headline that stands above both of the columns of this page"));
    for (int i = 0; i < 8; i++) {
      page.add(text(60, 90 + 14 * i, "left column says line " + i + " of many"));
      page.add(text(320, 90 + 14 * i, "right column says line " + i + " of many"));
    }
    page.add(text(60, 300, "Rated power"));
    page.add(text(200, 300, "7.5 kW"));
    page.add(text(60, 316, "Weight"));
    page.add(text(200, 316, "31 kg"));

    Document document = read("application/pdf", Files.pdf(page));

    String content = document.content();
    assertThat(content.indexOf("left column says line 7"))
        .isLessThan(content.indexOf("right column says line 0"));
    assertThat(content).contains("| Weight | 31 kg |");
    assertThat(value(document, "Weight")).contains("31 kg");
  }

  @Test
  void makesParagraphsWholeWhoseLinesAreBroken() {
    Document document =
        read(
            "application/pdf",
            Files.pdf(
                lines(
                    "The drive turns a conveyor belt of two hundred metres with-",
                    "out a pause, and it needs no oil for the whole of its long",
                    "life.")));

    assertThat(document.content())
        .isEqualTo(
            "The drive turns a conveyor belt of two hundred metres without a pause, and it needs no"
                + " oil for the whole of its long life.");
  }

  @Test
  void opensAPdfThatIsEncryptedWithoutAPasswordAndNoOther() {
    List<Text> page = lines("Rated power: 7.5 kW");

    assertThat(
            read("application/pdf", Files.pdf(document -> protect(document, ""), page)).content())
        .isEqualTo("Rated power: 7.5 kW");
    assertRefused(
        "application/pdf",
        Files.pdf(document -> protect(document, "secret"), page),
        "encrypted: the file opens with a password only");
  }

  private static void protect(org.apache.pdfbox.pdmodel.PDDocument document, String password)
      throws IOException {
    document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
  }

  @Test
  void refusesWhatGivesNoTextOrTooMuch() {
    assertRefused("application/pdf", Files.pdf(List.of()), "no text: a scan");
    assertRefused("application/pdf", pages(21), "file has more than 20 pages");
    assertRefused("application/pdf", packed(64 << 20), "file unpacks to more than 8388608 bytes");
    assertRefused(SHEET, bomb("xl/worksheets/sheet1.xml"), "file unpacks to more than");
    assertRefused(SHEET, cells(1_001), "workbook has more than 1000 filled cells");
    assertRefused(SHEET, cells(0), "no text: the workbook has no filled cells");
    assertRefused(WORD, encryptedWord(), "encrypted: the file opens with a password only");
  }

  @Test
  void endsInTime() {
    FileSettings hurry = new FileSettings(20, 1_000, 8 << 20, Duration.ofNanos(1), 1);
    OfficeFileReader reader = new OfficeFileReader(hurry);
    byte[] pdf = Files.pdf(lines("Rated power: 7.5 kW"));

    assertThatThrownBy(() -> reader.read(lode.domain.document.FileType.PDF, pdf))
        .isInstanceOf(FileNotReadable.class)
        .hasMessageContaining("LODE_FILES_TIMEOUT");
  }

  @Test
  void saysWhatIsDamaged() {
    byte[] pdf = "%PDF-1.7\nnothing of a file".getBytes(StandardCharsets.US_ASCII);
    byte[] word = "PK\3\4 nothing of an archive".getBytes(StandardCharsets.US_ASCII);
    for (byte[] broken : List.of(pdf, word)) {
      assertThatThrownBy(() -> read(broken == pdf ? "application/pdf" : WORD, broken))
          .isInstanceOfSatisfying(
              FileNotReadable.class, failure -> assertThat(failure.isDamaged()).isTrue());
    }
  }

  @Test
  void looksUpNothingThatAFileNames() {
    byte[] hostile =
        zip(
            "[Content_Types].xml",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><Types>&e;</Types>",
            "word/document.xml",
            "<x/>");

    assertThatThrownBy(() -> read(WORD, hostile)).isInstanceOf(FileNotReadable.class);
  }

  @Test
  void readsATextDocumentWithStylesListsTablesAndPages() {
    Document document = read("application/octet-stream", word());

    assertThat(document.title()).isEqualTo("Drive A 200");
    assertThat(document.content())
        .isEqualTo(
            """
            # Drive A 200

            A drive for conveyors.

            Rated power: 7.5 kW

            | Property | Value |
            | --- | --- |
            | Weight | 31 kg |
            | Housing | cast iron |""");
    assertThat(page(document, "A drive for")).isEqualTo(1);
    assertThat(page(document, "7.5 kW")).isEqualTo(2);
    assertThat(page(document, "31 kg")).isEqualTo(2);
    assertThat(value(document, "Housing")).contains("cast iron");
  }

  private static byte[] word() {
    return Files.bytes(
        out -> {
          try (XWPFDocument word = new XWPFDocument()) {
            CTStyle heading = CTStyle.Factory.newInstance();
            heading.setStyleId("Heading1");
            heading.addNewName().setVal("heading 1");
            word.createStyles().addStyle(new org.apache.poi.xwpf.usermodel.XWPFStyle(heading));
            XWPFParagraph title = word.createParagraph();
            title.setStyle("Heading1");
            title.createRun().setText("Drive A 200");
            word.createParagraph().createRun().setText("A drive for conveyors.");
            XWPFParagraph next = word.createParagraph();
            next.createRun().getCTR().addNewLastRenderedPageBreak();
            next.createRun().setText("Rated power: 7.5 kW");
            next.createRun().setText(" hidden");
            next.getRuns().get(2).setVanish(true);
            XWPFTable table = word.createTable(3, 2);
            String[] cells = {"Property", "Value", "Weight", "31 kg", "Housing", "cast iron"};
            for (int i = 0; i < cells.length; i++) {
              table.getRow(i / 2).getCell(i % 2).setText(cells[i]);
            }
            table.getRow(0).setRepeatHeader(true);
            word.write(out);
          }
        });
  }

  @Test
  void readsTheVisibleSheetsOfAWorkbook() {
    Document document = read(SHEET, workbook());

    assertThat(document.content())
        .isEqualTo(
            """
            ## Drives

            Our drives

            | Model | Power | Weight | Since |
            | --- | --- | --- | --- |
            | A 200 | 7.5 | 31 | 2024-03-01 |
            | B 400 | 11 | 46 | 2025-04-02 |

            ## Maker

            |  |  |
            | --- | --- |
            | City | Graz |
            | Employees | 1,250 |""");
    int city = document.text().indexOf("Graz");
    assertThat(document.placeAt(city).sheet()).isEqualTo("Maker");
    assertThat(document.placeAt(city).row()).isEqualTo(2);
    assertThat(document.placeAt(document.text().indexOf("B 400")).row()).isEqualTo(5);
    assertThat(document.placeAt(document.text().indexOf("Our drives")).row()).isEqualTo(1);
    assertThat(value(document, "City")).contains("Graz");
  }

  private static byte[] workbook() {
    return Files.bytes(
        out -> {
          try (XSSFWorkbook book = new XSSFWorkbook()) {
            CellStyle date = book.createCellStyle();
            date.setDataFormat((short) 14);
            CellStyle thousands = book.createCellStyle();
            thousands.setDataFormat((short) 3);
            XSSFSheet drives = book.createSheet("Drives");
            drives.createRow(0).createCell(0).setCellValue("Our drives");
            row(drives, 2, "Model", "Power", "Weight", "Since");
            row(drives, 3, "A 200", 7.5, 31, LocalDate.of(2024, 3, 1)).setCellStyle(date);
            row(drives, 4, "B 400", 11, 46, LocalDate.of(2025, 4, 2)).setCellStyle(date);
            XSSFSheet maker = book.createSheet("Maker");
            row(maker, 1, "City", "Graz");
            row(maker, 2, "Employees", 1250).setCellStyle(thousands);
            XSSFSheet secret = book.createSheet("Secret");
            row(secret, 0, "Margin", 99);
            book.setSheetVisibility(2, SheetVisibility.HIDDEN);
            book.write(out);
          }
        });
  }

  /** Writers that stream do not know sizes ahead and note them behind, in a long form. */
  @Test
  void readsAWorkbookThatWasStreamed() {
    byte[] streamed =
        Files.bytes(
            out -> {
              try (SXSSFWorkbook book = new SXSSFWorkbook()) {
                book.createSheet("Data").createRow(0).createCell(0).setCellValue("streamed");
                book.write(out);
              }
            });

    assertThat(read(SHEET, streamed).content()).isEqualTo("## Data\n\nstreamed");
  }

  @Test
  void aFileWithAnyBytesChangedIsReadOrNotReadable() {
    Random random = new Random(7);
    List<byte[]> files = List.of(Files.pdf(lines("Rated power: 7.5 kW")), word(), workbook());
    List<String> types = List.of("application/pdf", WORD, SHEET);
    int read = 0;
    for (int i = 0; i < 1_200; i++) {
      byte[] body = files.get(i % 3).clone();
      for (int change = 0; change < 1 + i % 20; change++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      byte[] broken = i % 10 == 0 ? Arrays.copyOf(body, random.nextInt(body.length)) : body;
      try {
        read += read(types.get(i % 3), broken).text().length() > 0 ? 1 : 0;
      } catch (FileNotReadable expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
    // The archives hold the time, so that the number differs from run to run.
    assertThat(read).isBetween(10, 1_199);
  }

  private static org.apache.poi.xssf.usermodel.XSSFCell row(
      XSSFSheet sheet, int number, Object... values) {
    XSSFRow row = sheet.createRow(number);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Number amount) {
        row.createCell(i).setCellValue(amount.doubleValue());
      } else if (values[i] instanceof LocalDate day) {
        row.createCell(i).setCellValue(day);
      } else {
        row.createCell(i).setCellValue(values[i].toString());
      }
    }
    return row.getCell(values.length - 1);
  }

  private static void assertRefused(String type, byte[] body, String rule) {
    assertThatThrownBy(() -> read(type, body))
        .isInstanceOfSatisfying(
            FileNotReadable.class, failure -> assertThat(failure.isDamaged()).isFalse())
        .hasMessageStartingWith(rule);
  }

  private static byte[] pages(int count) {
    return Files.pdf(
        document -> {
          for (int i = 1; i < count; i++) {
            document.addPage(new PDPage());
          }
        },
        List.of());
  }

  /** A page whose content is so many spaces, deflated to next to nothing. */
  private static byte[] packed(int size) {
    byte[] spaces = new byte[size];
    Arrays.fill(spaces, (byte) ' ');
    return Files.pdf(
        document -> {
          PDPage page = new PDPage();
          page.setContents(
              new PDStream(
                  document, new java.io.ByteArrayInputStream(spaces), COSName.FLATE_DECODE));
          document.addPage(page);
        });
  }

  private static byte[] cells(int count) {
    return Files.bytes(
        out -> {
          try (XSSFWorkbook book = new XSSFWorkbook()) {
            XSSFSheet sheet = book.createSheet("Cells");
            for (int i = 0; i < count; i++) {
              sheet.createRow(i).createCell(0).setCellValue(i);
            }
            book.write(out);
          }
        });
  }

  private static byte[] encryptedWord() {
    return Files.bytes(
        out -> {
          try (POIFSFileSystem wrapper = new POIFSFileSystem()) {
            EncryptionInfo info = new EncryptionInfo(EncryptionMode.agile);
            info.getEncryptor().confirmPassword("secret");
            try (java.io.OutputStream inner = info.getEncryptor().getDataStream(wrapper)) {
              inner.write(word());
            } catch (java.security.GeneralSecurityException e) {
              throw new IOException(e);
            }
            wrapper.writeFilesystem(out);
          }
        });
  }

  private static byte[] bomb(String name) {
    return zip("[Content_Types].xml", "<Types/>", name, " ".repeat(9 << 20));
  }

  private static byte[] zip(String... namesAndTexts) {
    return Files.bytes(out -> zip(out, namesAndTexts));
  }

  private static void zip(ByteArrayOutputStream out, String... namesAndTexts) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }
}
