package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A bucket of 3 tokens, 30 a second, of which two gateways have a lease. */
class ShareTest {

    private static final long TOKEN = Slice.TOKEN;
    private static final Terms FEW = new Terms("few", 1, 3 * TOKEN, 30 * TOKEN);
    private static final Share ALL = new Share(FEW.capacity(), FEW.rate());
    private static final Slice HALF = new Slice(TOKEN, 15 * TOKEN, 0);

    @Test
    void whoSpendsWhateverFlowsInHasAllOfFewTokens() {
        assertThat(Share.of(pool(15, 60), HALF, wanted(40))).isEqualTo(ALL);
    }

    @Test
    void ofTwoWhoWouldTheOneWhoHasMostHasAll() {
        Slice most = new Slice(2 * TOKEN, 20 * TOKEN, 0);
        Slice rest = new Slice(TOKEN, 10 * TOKEN, 0);

        assertThat(Share.of(pool(0, 90), most, wanted(40))).isEqualTo(ALL);
        assertThat(Share.of(pool(0, 90), rest, wanted(50))).isEqualTo(Share.NONE);
    }

    @Test
    void manyTokensGoByDemand() {
        Terms many = new Terms("many", 1, 1000 * TOKEN, 100 * TOKEN);
        Pool pool = new Pool(many, 1000 * TOKEN, 100 * TOKEN, 0, 0, 400 * TOKEN, 2);

        assertThat(Share.of(pool, Slice.NOTHING, wanted(300)).rate()).isEqualTo(75_000_000);
        assertThat(Share.of(pool, Slice.NOTHING, wanted(100)).rate()).isEqualTo(25_000_000);
    }

    @Test
    void whereNobodyHasToldADemandOthersMayHaveAsMuch() {
        Terms many = new Terms("many", 1, 100 * TOKEN, 1000 * TOKEN);
        Pool pool = new Pool(many, 100 * TOKEN, 1000 * TOKEN, 50 * TOKEN, 0, 0, 3);

        assertThat(Share.of(pool, Slice.NOTHING, wanted(900)).rate()).isEqualTo(333_333_333);
        assertThat(Share.of(pool, Slice.NOTHING, wanted(100)).rate()).isEqualTo(200_000_000);
    }

    @Test
    void whereLittleOfTheRateIsDemandedItGoesOutForDemandsThatGrow() {
        Terms many = new Terms("many", 1, 100 * TOKEN, 1000 * TOKEN);
        Pool calm = new Pool(many, 100 * TOKEN, 1000 * TOKEN, 50 * TOKEN, 0, 200 * TOKEN, 3);
        Pool idle = new Pool(many, 100 * TOKEN, 1000 * TOKEN, 50 * TOKEN, 0, 20 * TOKEN, 3);
        Pool busy = new Pool(many, 100 * TOKEN, 1000 * TOKEN, 50 * TOKEN, 0, 600 * TOKEN, 3);

        assertThat(Share.of(calm, Slice.NOTHING, wanted(100)).rate()).isEqualTo(300_000_000);
        assertThat(Share.of(idle, Slice.NOTHING, wanted(10)).rate()).isEqualTo(40_000_000);
        assertThat(Share.of(busy, Slice.NOTHING, wanted(100)).rate()).isEqualTo(120_000_000);
        Wanted young = new Wanted(100 * TOKEN, 0, TOKEN, true);
        assertThat(Share.of(calm, Slice.NOTHING, young).rate()).isEqualTo(120_000_000);
    }

    @Test
    void ofADemandThatIsHardlyKnownRoomIsTakenForAMomentOnly() {
        Terms many = new Terms("many", 1, 1000 * TOKEN, 1000 * TOKEN);
        Pool pool = new Pool(many, 1000 * TOKEN, 1000 * TOKEN, 500 * TOKEN, 0, 1500 * TOKEN, 3);
        Wanted young = new Wanted(500 * TOKEN, 0, TOKEN, true);

        assertThat(Share.of(pool, Slice.NOTHING, young).capacity()).isEqualTo(100 * TOKEN);
        assertThat(Share.of(pool, Slice.NOTHING, wanted(500)).capacity()).isEqualTo(300 * TOKEN);
    }

    private static Pool pool(long rate, long demand) {
        return new Pool(FEW, TOKEN, rate * TOKEN, 0, 0, demand * TOKEN, 2);
    }

    private static Wanted wanted(long perSecond) {
        return new Wanted(perSecond * TOKEN, 0, TOKEN, false);
    }
}
