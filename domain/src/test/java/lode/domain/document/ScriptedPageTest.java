package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedPageTest {

  private static final String PROSE =
      "The furnace line AG-200 reaches 1,200 degrees in forty minutes and holds it for a week. ";

  private static boolean isEmpty(String html) {
    String filled =
        html.replace("{prose}", PROSE.repeat(6))
            .replace("{line}", PROSE)
            .replace("{js}", "x();".repeat(500));
    byte[] body = filled.getBytes(StandardCharsets.UTF_8);
    String url = "https://acme.example/";
    return ScriptedPage.isEmpty(body, "text/html", url, ParsedPage.parse(body, "text/html", url));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          React                | <div id=root></div><script src=/static/js/main.4f2a.js></script>
          React with a plea    | <noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div><script defer src=/static/js/bundle.js></script>
          Vite                 | <div id=app></div><script type=module src=/assets/index-8f3d.js></script>
          Vue with a note      | <div id=app><p>Loading …</p></div><script src=/js/app.js></script>
          Angular              | <app-root></app-root><script src=runtime.js type=module></script>
          Next without server  | <div id=__next></div><script id=__NEXT_DATA__ type=application/json>{}</script><script src=/_next/static/chunks/main.js></script>
          Nuxt                 | <div id=__nuxt></div><script>window.__NUXT__={}</script><script src=/_nuxt/x.js></script>
          own mount, inline    | <div class=shell></div><noscript>Bitte aktivieren Sie JavaScript.</noscript><script>{js}</script>
          plea in French       | <noscript>Veuillez activer JavaScript pour continuer</noscript><script>{js}</script>
          frame around it      | <header>Acme</header><div id=root></div><footer>© Acme 2026, all rights reserved</footer><script src=/main.js></script>
          only a bundle        | <my-site></my-site><script type=module src=/dist/site.js></script>
          script redirect      | <script>window.location.href = '/en/';</script>
          script replace       | <script>location.replace('/start')</script>
          data of the frame    | <div id=root></div><script type=application/ld+json>{"@type": "Organization", "name": "Acme"}</script><script src=/main.js></script>
          """)
  void isEmptyUntilItsScriptsRan(String name, String html) {
    assertThat(isEmpty(html)).as(html).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain prose          | <p>{prose}</p>
          prose and scripts    | <p>{prose}</p><script src=/static/js/main.js></script><noscript>Please enable JavaScript</noscript>
          rendered by a server | <div id=__next><h1>Pumps</h1><p>{prose}</p></div><script src=/_next/static/chunks/main.js></script>
          short server page    | <div id=root><h1>AG-200</h1><p>{line}</p></div><script src=/main.js></script>
          no scripts           | <div id=root></div>
          data only            | <div id=root></div><script type=application/json>{}</script>
          thanks               | <h1>Thank you</h1><p>We have your message.</p><script src=https://stats.example/gtag.js></script>
          thanks with analytics| <p>Thank you, we have your message.</p><script>{js}</script><noscript><img src=https://stats.example/p.gif></noscript>
          list of links        | <ul><li><a href=/a>A</a><li><a href=/b>B</a><li><a href=/c>C</a></ul><script src=/main.js></script>
          form                 | <form><input name=q></form><script src=/app.js></script>
          picture              | <img src=/plan.png alt=Plan><script src=/main.js></script>
          meta refresh         | <meta http-equiv=refresh content='0; url=/en/'><script src=/main.js></script>
          described product    | <div id=root></div><script type=application/ld+json>{"@type": "Product", "name": "AG-200"}</script><script src=/main.js></script>
          plea over content    | <noscript>JavaScript is needed for the shop.</noscript><p>{line}{line}</p><script src=/shop.js></script>
          location in a click  | <p>{line}{line}</p><script>b.onclick = () => location.href = '/x'</script>
          reads its location   | <h1>Pumps</h1><p>{line}</p><script>if (location == parent.location) x()</script>
          empty page           | <p></p>
          mount with a menu    | <div id=app><a href=/a>A</a> <a href=/b>B</a> <a href=/c>C</a></div><script src=/app.js></script>
          """)
  void saysSomethingItself(String name, String html) {
    assertThat(isEmpty(html)).as(html).isFalse();
  }
}
