package lode.adapters.office;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import lode.domain.document.FileBlock;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileText;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageProperties;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.util.ZipFileZipEntrySource;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** An Office Open XML file as the package of parts that it is (ECMA-376, part 2). */
record OfficePackage(OPCPackage parts) {

  /** Parts of one package; a text document has some dozens and its pictures. */
  private static final int MOST_PARTS = 10_000;

  /** What reads a package. */
  interface Reading {
    FileText of(OfficePackage opened)
        throws IOException, OpenXML4JException, XMLStreamException, SAXException;
  }

  static FileText read(byte[] body, FileSettings settings, Reading reading) {
    refuseOtherFormats(body);
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(body)).get()) {
      checkSize(zip, settings.maxUnpackedBytes());
      try (OPCPackage parts = OPCPackage.open(new ZipFileZipEntrySource(zip))) {
        return reading.of(new OfficePackage(parts));
      }
    } catch (FileNotReadable | IllegalStateException known) {
      throw known;
    } catch (IOException
        | OpenXML4JException
        | XMLStreamException
        | SAXException
        | RuntimeException broken) {
      throw FileNotReadable.damaged("the file cannot be read: " + broken.getMessage(), broken);
    }
  }

  /** An encrypted package is wrapped into the format of Office before 2007. */
  private static void refuseOtherFormats(byte[] body) {
    if (FileMagic.valueOf(body) != FileMagic.OLE2) {
      return;
    }
    boolean encrypted;
    try (POIFSFileSystem old = new POIFSFileSystem(new ByteArrayInputStream(body))) {
      encrypted = old.getRoot().hasEntryCaseInsensitive("EncryptedPackage");
    } catch (IOException | RuntimeException broken) {
      throw FileNotReadable.damaged("the file cannot be read: " + broken.getMessage(), broken);
    }
    throw FileNotReadable.byRule(
        encrypted
            ? "encrypted: the file opens with a password only"
            : "file is of a format of Office before 2007");
  }

  /**
   * Unpacks into nothing, before POI unpacks into memory. Both go by the archive's directory, so that
   * nothing is hidden from the one that the other sees.
   */
  private static void checkSize(ZipFile zip, long limit) throws IOException {
    byte[] sink = new byte[1 << 16];
    long total = 0;
    int parts = 0;
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      if (++parts > MOST_PARTS) {
        throw FileNotReadable.byRule("file has more than " + MOST_PARTS + " parts");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        for (int n = in.read(sink); n > 0; n = in.read(sink)) {
          total += n;
          if (total > limit) {
            throw tooLarge(limit);
          }
        }
      }
    }
  }

  static FileNotReadable tooLarge(long limit) {
    return FileNotReadable.byRule(
        "file unpacks to more than "
            + limit
            + " bytes (LODE_FILES_MAX_UNPACKED_BYTES sets the limit)");
  }

  /** The document itself, which the package's relations name. */
  PackagePart mainPart() throws OpenXML4JException {
    PackageRelationship main =
        parts
            .getRelationshipsByType(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument")
            .getRelationship(0);
    PackagePart part = main == null ? null : parts.getPart(main);
    if (part == null) {
      throw FileNotReadable.damaged("the package names no document", new IllegalStateException());
    }
    return part;
  }

  /** The first part that another relates to by this type; empty when there is none. */
  Optional<PackagePart> related(PackagePart from, String type) throws OpenXML4JException {
    PackageRelationship relation =
        from.getRelationshipsByType(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type)
            .getRelationship(0);
    return relation == null ? Optional.empty() : Optional.ofNullable(from.getRelatedPart(relation));
  }

  /** A reader that knows no DTDs and no external entities. */
  static XMLStreamReader xml(InputStream in) throws XMLStreamException {
    return XMLHelper.newXMLInputFactory().createXMLStreamReader(in);
  }

  /** These blocks with what the package says of itself. */
  FileText text(@Nullable String language, List<FileBlock> blocks) throws OpenXML4JException {
    PackageProperties own = parts.getPackageProperties();
    return new FileText(
        said(own.getTitleProperty()),
        said(own.getCreatorProperty()),
        Optional.ofNullable(said(own.getLanguageProperty())).orElse(language),
        instant(own.getCreatedProperty()),
        instant(own.getModifiedProperty()),
        blocks);
  }

  private static @Nullable String said(Optional<String> property) {
    return property.map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
  }

  private static @Nullable Instant instant(Optional<Date> property) {
    return property.map(Date::toInstant).orElse(null);
  }
}
