package dev.sluice.tokenbucket.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger keeps, whoever decides and wherever the tokens are. */
public abstract class LedgerContract {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long PATIENCE_SECONDS = 10;

    private static final Limit DEFAULT = Limit.of(3, 1);
    private static final Limit TEN = Limit.of(10, 1);
    private static final Client ANN = client("ann", TEN);
    private static final Client BOB = client("bob", TEN);
    private static final ClientKey STRANGER = new ClientKey.Identifier("stranger");

    private final HandClock clock = new HandClock();
    private Ledger ledger;

    /** A ledger with no bucket yet, whose time is the clock's. */
    protected abstract Ledger ledger(Limit defaultLimit, HandClock clock);

    @BeforeEach
    void open() {
        ledger = ledger(DEFAULT, clock);
    }

    @Test
    void aClientSpendsFromOneBucket() {
        assertThat(take(ANN, 4).tokens()).isEqualTo(6);
        assertThat(take(ANN, 6).tokens()).isZero();
        assertThat(take(ANN, 1).admitted()).isFalse();
    }

    @Test
    void aRefusalTakesNothing() {
        take(ANN, 5);

        assertThat(take(ANN, 6).admitted()).isFalse();
        assertThat(take(ANN, 5).admitted()).isTrue();
    }

    @Test
    void nobodySpendsAnothersTokens() {
        take(ANN, 10);

        assertThat(take(BOB, 10).admitted()).isTrue();
    }

    @Test
    void aBucketRefillsAtTheClientsRate() {
        take(ANN, 10);
        clock.advance(SECOND.multipliedBy(2));

        assertThat(take(ANN, 2).admitted()).isTrue();
        assertThat(take(ANN, 1).admitted()).isFalse();
    }

    @Test
    void whatIsAddedCanBeSpentAtOnce() {
        take(ANN, 10);
        assertThat(take(ANN, 1).admitted()).isFalse();

        ledger.add(ANN, 4).join();

        assertThat(ledger.level(ANN).join()).isEqualTo(Level.ofTokens(4));
        ledger.update(newerVersion(ANN));
        assertThat(take(ANN, 4).admitted()).isTrue();
        assertThat(take(ANN, 1).admitted()).isFalse();
    }

    @Test
    void moreThanFitsIsNotAdded() {
        take(ANN, 3);
        ledger.add(ANN, 1_000_000_000).join();
        ledger.update(newerVersion(ANN));

        assertThat(ledger.level(ANN).join()).isEqualTo(Level.ofTokens(10));
        assertThat(take(ANN, 10).admitted()).isTrue();
        assertThat(take(ANN, 1).admitted()).isFalse();
    }

    @Test
    void tokensAreAddedToABucketThatNobodyHasSpentFrom() {
        Client saved = ANN.filled(Fill.of(Level.ofTokens(2), ledger.now()));

        ledger.add(saved, 3).join();

        assertThat(ledger.level(saved).join()).isEqualTo(Level.ofTokens(5));
        assertThat(take(saved, 5).admitted()).isTrue();
        assertThat(take(saved, 1).admitted()).isFalse();
    }

    @Test
    void aCostAboveTheCapacityIsRefusedForGood() {
        Decision decision = take(ANN, 11);

        assertThat(decision.admitted()).isFalse();
        assertThat(decision.retryAfterSeconds()).isEmpty();
    }

    @Test
    void theDecisionNamesTheLimit() {
        assertThat(take(ANN, 1).limit()).isEqualTo(TEN);
        assertThat(takeUnregistered(STRANGER, 1).limit()).isEqualTo(DEFAULT);
    }

    @Test
    void anUnregisteredKeyHasTheDefaultLimit() {
        assertThat(takeUnregistered(STRANGER, 3).admitted()).isTrue();
        assertThat(takeUnregistered(STRANGER, 1).admitted()).isFalse();
        clock.advance(SECOND);
        assertThat(takeUnregistered(STRANGER, 1).admitted()).isTrue();
    }

    @Test
    void unregisteredKeysDoNotShare() {
        takeUnregistered(STRANGER, 3);

        assertThat(takeUnregistered(new ClientKey.Identifier("Stranger"), 3).admitted())
                .isTrue();
    }

    @Test
    void anAddressAndAnIdentifierOfTheSameTextDoNotShare() {
        ClientKey address = ClientKey.ofClientId("192.0.2.1");
        ClientKey identifier = new ClientKey.Identifier("192.0.2.1");

        assertThat(takeUnregistered(address, 3).admitted()).isTrue();
        assertThat(takeUnregistered(identifier, 3).admitted()).isTrue();
        assertThat(take(client("192.0.2.1", TEN), 10).admitted()).isTrue();
    }

    @Test
    void aRaisedCapacityBringsNoTokens() {
        take(ANN, 8);
        Client raised = changed(ANN, Limit.of(100, 1));

        assertThat(take(raised, 3).admitted()).isFalse();
        assertThat(take(raised, 2).admitted()).isTrue();
    }

    @Test
    void aRaisedCapacityFillsWithTime() {
        Client raised = changed(ANN, Limit.of(100, 1));
        clock.advance(SECOND.multipliedBy(90));

        assertThat(take(raised, 100).admitted()).isTrue();
    }

    @Test
    void aLoweredCapacityClampsTheTokens() {
        take(ANN, 1);
        Client lowered = changed(ANN, Limit.of(5, 1));

        assertThat(take(lowered, 6).admitted()).isFalse();
        assertThat(take(lowered, 5).admitted()).isTrue();
        assertThat(take(lowered, 1).admitted()).isFalse();
    }

    @Test
    void aCapacityLoweredBelowNothingKeepsNothing() {
        take(ANN, 10);
        Client lowered = changed(ANN, Limit.of(1, 1));

        assertThat(take(lowered, 1).admitted()).isFalse();
        clock.advance(SECOND);
        assertThat(take(lowered, 1).admitted()).isTrue();
    }

    @Test
    void loweringAndRaisingTheCapacityBringsNoTokens() {
        Client lowered = changed(ANN, Limit.of(2, 1));
        Client raised = changed(lowered, TEN);

        assertThat(take(raised, 3).admitted()).isFalse();
        assertThat(take(raised, 2).admitted()).isTrue();
    }

    @Test
    void aBucketThatWasNeverUsedIsFullAtTheOldCapacity() {
        Client raised = changed(ANN, Limit.of(100, 1));

        assertThat(take(raised, 11).admitted()).isFalse();
        assertThat(take(raised, 10).admitted()).isTrue();
    }

    @Test
    void aNewRateActsFromNowOn() {
        take(ANN, 10);
        clock.advance(SECOND);
        Client faster = changed(ANN, Limit.of(10, 4));

        assertThat(take(faster, 2).admitted()).isFalse();
        clock.advance(SECOND);
        assertThat(take(faster, 5).admitted()).isTrue();
        assertThat(take(faster, 1).admitted()).isFalse();
    }

    @Test
    void aNewRateKeepsAPartOfAToken() {
        take(ANN, 10);
        clock.advance(SECOND.dividedBy(2));
        Client slower = changed(ANN, Limit.of(10, 2));
        clock.advance(SECOND.dividedBy(4));

        assertThat(take(slower, 1).admitted()).isTrue();
    }

    @Test
    void aChangeOfLimitTouchesNobodyElse() {
        take(BOB, 5);
        changed(ANN, Limit.of(1, 1));

        assertThat(take(BOB, 5).admitted()).isTrue();
    }

    @Test
    void aRequestThatFoundTheOldLimitSpendsUnderTheNewOne() {
        Limit lowered = Limit.of(2, 1);
        changed(ANN, lowered);

        assertThat(take(ANN, 2).limit()).isEqualTo(lowered);
        assertThat(take(ANN, 1).admitted()).isFalse();
    }

    @Test
    void aForgottenClientComesBackWithAFullBucket() {
        take(ANN, 10);
        ledger.forget(ANN);

        assertThat(take(recreated(ANN, Limit.of(7, 1)), 7).admitted()).isTrue();
    }

    @Test
    void aRequestThatFoundTheClientBeforeItWasForgottenSpendsWhatIsLeft() {
        take(ANN, 8);
        ledger.forget(ANN);

        assertThat(take(ANN, 3).admitted()).isFalse();
        assertThat(take(ANN, 2).admitted()).isTrue();
        assertThat(take(ANN, 1).admitted()).isFalse();
    }

    @Test
    void forgettingTouchesNobodyElse() {
        take(BOB, 10);
        ledger.forget(ANN);

        assertThat(take(BOB, 1).admitted()).isFalse();
    }

    @Test
    void aForgottenKeyIsAnyStrangers() {
        take(ANN, 10);
        ledger.forget(ANN);

        assertThat(takeUnregistered(ANN.key(), 3).admitted()).isTrue();
        assertThat(takeUnregistered(ANN.key(), 1).admitted()).isFalse();
    }

    @Test
    void aClientCreatedAgainHasABucketOfItsOwnEvenIfNobodyForgotTheOld() {
        take(ANN, 10);

        assertThat(take(recreated(ANN, TEN), 10).admitted()).isTrue();
    }

    @Test
    void aRequestThatFoundTheClientBeforeItWasCreatedAgainSpendsFromTheNewBucket() {
        Client again = recreated(ANN, Limit.of(2, 1));
        take(again, 1);

        assertThat(take(ANN, 1).limit()).isEqualTo(again.limit());
        assertThat(take(again, 1).admitted()).isFalse();
    }

    @Test
    void forgettingAnOlderClientLeavesTheNewOneAlone() {
        Client again = recreated(ANN, TEN);
        take(again, 10);
        ledger.forget(ANN);

        assertThat(take(again, 1).admitted()).isFalse();
    }

    @Test
    void aNewVersionActsEvenIfNobodySaidSo() {
        take(ANN, 4);
        Client lowered = next(ANN, Limit.of(5, 1), ANN.generation(), Fill.full(TEN));

        assertThat(take(lowered, 6).limit()).isEqualTo(lowered.limit());
        assertThat(take(lowered, 5).admitted()).isTrue();
        assertThat(take(lowered, 1).admitted()).isFalse();
    }

    @Test
    void anOlderVersionChangesNothing() {
        Client lowered = changed(ANN, Limit.of(5, 1));
        ledger.update(ANN);

        assertThat(take(ANN, 1).limit()).isEqualTo(lowered.limit());
    }

    @Test
    void aBucketStartsAtWhatWasSavedOfItAndTheRefillSince() {
        clock.advance(SECOND.multipliedBy(3));
        Client saved = ANN.filled(Fill.of(Level.ofTokens(4), clock.instant().minus(SECOND.multipliedBy(2))));

        assertThat(level(saved).tokens()).isEqualTo(6);
        assertThat(take(saved, 7).admitted()).isFalse();
        assertThat(take(saved, 6).admitted()).isTrue();
    }

    @Test
    void aFillOfTheFutureBringsNoTokens() {
        Client saved = ANN.filled(Fill.of(Level.ofTokens(4), clock.instant().plus(SECOND.multipliedBy(2))));

        assertThat(take(saved, 5).admitted()).isFalse();
        assertThat(take(saved, 4).admitted()).isTrue();
    }

    @Test
    void theLevelIsWhatIsLeft() {
        take(ANN, 3);

        assertThat(level(ANN)).isEqualTo(Level.ofTokens(7));
        clock.advance(SECOND.dividedBy(2));
        assertThat(level(ANN)).isEqualTo(new Level(7_500_000_000L));
    }

    @Test
    void theLevelOfAClientCreatedAgainIsNotThatOfTheOld() {
        take(ANN, 3);

        assertThat(level(recreated(ANN, TEN)).tokens()).isEqualTo(10);
    }

    private Client changed(Client client, Limit limit) {
        Client changed = next(client, limit, client.generation(), Fill.of(level(client), clock.instant()));
        ledger.update(changed);
        return changed;
    }

    private static Client recreated(Client client, Limit limit) {
        return next(client, limit, client.version() + 1, Fill.full(limit));
    }

    private static Client next(Client client, Limit limit, long generation, Fill fill) {
        return new Client(client.id(), client.key(), limit, generation, client.version() + 1, fill);
    }

    private Level level(Client client) {
        return decided(ledger.level(client));
    }

    private Decision take(Client client, long cost) {
        return decided(ledger.take(client, cost));
    }

    private Decision takeUnregistered(ClientKey key, long cost) {
        return decided(ledger.takeUnregistered(key, cost));
    }

    private static <T> T decided(CompletableFuture<T> answer) {
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static Client newerVersion(Client client) {
        return Client.of(client.id(), client.limit(), client.generation(), client.version() + 1, client.fill());
    }

    private static Client client(String id, Limit limit) {
        return Client.of(id, limit);
    }
}
