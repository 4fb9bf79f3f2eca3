package lode.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import lode.standalone.bench.ChaosPlan.Kind;
import org.junit.jupiter.api.Test;

/** A small {@code lode bench chaos}: whatever is ended in between, each page is there once. */
class ChaosTest {

  /** What may be under way or fetched and not committed at one time. */
  private static final int UNDER_WAY = 16;

  /** Other moments are tried with {@code -Dchaos.seed=N}. */
  private static final long SEED = Long.getLong("chaos.seed", 11);

  @Test
  void keepsEachPageOnceWhateverIsKilledAndCut() throws Exception {
    assumeTrue(
        ChaosBench.isPossible(),
        "skipped: there is no temporal program on the PATH (./lode setup temporal installs one)");
    ChaosPlan plan = ChaosPlan.of(SEED, 300, Duration.ofMillis(40), 4, 1, 0);
    ChaosResult result = new ChaosBench(System.out).run(plan);
    System.out.println(result.table());

    assertThat(result.status()).isEqualTo("completed");
    assertThat(result.faults()).isEmpty();
    assertThat(result.lostPerKill()).hasSize(plan.count(Kind.KILL));
    assertThat(result.mostLostPerKill()).isLessThanOrEqualTo(UNDER_WAY);
    assertThat(result.askedAgain())
        .isLessThanOrEqualTo(UNDER_WAY * (plan.count(Kind.KILL) + plan.count(Kind.CUT)));
  }

  @Test
  void drawsTheSameMomentsFromTheSameSeed() {
    ChaosPlan plan = ChaosPlan.of(7, 2_000, Duration.ZERO, 20, 2, 1);

    assertThat(plan).isEqualTo(ChaosPlan.of(7, 2_000, Duration.ZERO, 20, 2, 1));
    assertThat(plan).isNotEqualTo(ChaosPlan.of(8, 2_000, Duration.ZERO, 20, 2, 1));
    assertThat(plan.disturbances()).hasSize(23);
    assertThat(plan.disturbances())
        .allMatch(each -> each.atRequest() >= 100 && each.atRequest() < 1_900);
  }
}
