package lode.standalone.server;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A schema of one field group, pages that answer it, and crawls of them. */
final class SmallSite {

  private SmallSite() {}

  /** Asks pages for a product with its name, power and weight. */
  static ObjectNode schema() {
    return (ObjectNode)
        RunningLode.JSON.readTree(
            """
            {"name": "drives", "fieldGroups": [
              {"name": "drive", "description": "A drive with its rated data.", "fields": [
                {"name": "power", "type": "number", "unit": "kW", "description": "Rated power"},
                {"name": "weight", "type": "number", "unit": "kg", "description": "Weight"}]},
              {"name": "maker", "description": "Who makes it.", "fields": [
                {"name": "city", "type": "text", "description": "City"}]}]}
            """);
  }

  /** The body of a page about one drive. */
  static String drive(String power, String weight) {
    return "<p>A drive for conveyors that runs for years.</p><table><tr><th>Rated power</th><td>"
        + power
        + "</td></tr><tr><th>Weight</th><td>"
        + weight
        + "</td></tr></table>";
  }

  /** A front page with links to two drives. */
  static ChangingSite twoDrives() {
    return ChangingSite.start()
        .page("/", "Drives", "<p>Our drives: <a href=\"/a\">A</a> <a href=\"/b\">B</a></p>")
        .page("/a", "Drive A", drive("7.5 kW", "31 kg"))
        .page("/b", "Drive B", drive("4 kW", "18 kg"));
  }

  /** A front page with links to so many others, each of which links to one below it. */
  static ChangingSite pages(int count) {
    ChangingSite site = ChangingSite.start();
    StringBuilder links = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      links.append("<a href=\"/page/").append(i).append("\">page ").append(i).append("</a> ");
      site.page(
          "/page/" + i,
          "Page " + i,
          "<p>What page " + i + " says.</p><a href=\"/below/" + i + "\">below</a>");
      site.page("/below/" + i, "Below " + i, "<p>What stands below page " + i + ".</p>");
    }
    return site.page("/", "Front", links.toString());
  }

  /** A crawl from a seed, as fast as the site answers. */
  static ObjectNode crawl(String seed) {
    ObjectNode body = RunningLode.JSON.createObjectNode();
    body.putArray("seeds").add(seed);
    body.put("minDelayMs", 0);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    return body;
  }

  /** The same crawl without extraction. */
  static ObjectNode crawlOnly(String seed) {
    return crawl(seed).put("autoExtract", false);
  }

  static String status(JsonNode job) {
    return job.path("status").asString();
  }
}
