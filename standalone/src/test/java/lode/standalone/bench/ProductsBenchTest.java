package lode.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductsBenchTest {

  @TempDir Path data;

  @Test
  void countsRightWrongAndMissingAnswers() throws IOException {
    page("one", "<h1>Stool</h1><span class=price>€30.00</span><button>Add to cart</button>");
    page("two", "<h1>Bench</h1><span class=price>€70.00</span><p>SKU: B-2000</p>");
    Files.writeString(
        data.resolve("gold.json"),
        """
        {"one": {"url": "https://shop.example/1", "price": ["30"], "sku": ["S-1"], "availability": []},
         "two": {"url": "https://shop.example/2", "price": ["71"], "sku": ["B-2000"], "availability": ["OutOfStock"]}}
        """);
    String table = new ProductsBench(data, true, quiet()).run();
    assertThat(table)
        .contains("| price | 1 | 1 | 1 | 0.500 | 0.500 | 0.500 |")
        .contains("| sku | 1 | 0 | 1 | 1.000 | 0.500 | 0.667 |")
        .contains("| availability | 1 | 0 | 1 | 1.000 | 0.500 | 0.667 |")
        .contains("| two | price | 70 | 71 |")
        .contains("| one | sku |  | S-1 |");
  }

  private void page(String id, String body) throws IOException {
    Path file = Files.createDirectories(data.resolve("html")).resolve(id + ".html.gz");
    String html = "<html lang=en><head><title>Shop</title></head><body>" + body + "</body></html>";
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(html.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static PrintStream quiet() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}
