package dev.sluice.tokenbucket.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.database.OpenDatabase;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

class PruningTest {

    private static final long TOKEN = Slice.TOKEN;
    private static final long SECOND = 1_000_000;

    private final OpenDatabase database = OpenDatabase.in(PostgresServer.shared());
    private final DatabaseClient client = DatabaseClient.create(database.pool());
    private final AtomicLong clock = new AtomicLong(1_764_000_000 * SECOND);
    private final PostgresBank bank = new PostgresBank(client, () -> OptionalLong.of(clock.get()));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aBucketIsForgottenWhenItIsFullAgain() {
        draw("fast", 10, 10);
        draw("slow", 10, 1);

        clock.addAndGet(Bank.LEASE_MICROS + 5 * SECOND);
        present();
        assertThat(buckets()).containsExactly("slow");

        clock.addAndGet(5 * SECOND);
        present();
        assertThat(buckets()).isEmpty();
    }

    @Test
    void aBucketThatTakesAgesToFillIsKept() {
        draw("ages", 1_000_000_000, 0);

        clock.addAndGet(1_000_000_000 * SECOND);
        present();

        assertThat(buckets()).containsExactly("ages");
    }

    @Test
    void aBucketOfNobodyIsForgottenAfterAWhile() {
        draw("nobody's", 1_000_000_000, 0);
        bank.forget("nobody's").orTimeout(10, TimeUnit.SECONDS).join();

        clock.addAndGet(Bank.FORGOTTEN_MICROS - 1);
        present();
        assertThat(buckets()).containsExactly("nobody's");

        clock.addAndGet(1);
        present();
        assertThat(buckets()).isEmpty();
    }

    @Test
    void aBankThatCannotForgetIsThereAllTheSame() {
        assertThat(client.sql("alter function sluice_prune rename to sluice_prune_no_more")
                        .fetch()
                        .rowsUpdated()
                        .block(Duration.ofSeconds(10)))
                .isZero();

        assertThat(bank.present("gateway")
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()
                        .gateways())
                .isEqualTo(1);
    }

    private void draw(String bucket, long capacity, long rate) {
        Terms terms = new Terms(bucket, 1, capacity * TOKEN, Math.max(1, rate * TOKEN));
        Draw.Ask all = new Draw.Ask(0, 0, capacity * TOKEN, 0, 0, TOKEN);
        bank.draw(
                        terms,
                        new Opening(terms.capacity(), 0),
                        new Draw("lease", 0, false, Slice.NOTHING, 0, all, 0, 0, Bank.LEASE_MICROS))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void present() {
        bank.present("gateway").orTimeout(10, TimeUnit.SECONDS).join();
    }

    private List<String> buckets() {
        return client.sql("select bucket from sluice_buckets")
                .map(row -> String.valueOf(row.get(0)))
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }
}
