package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Tally;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** The meters of a ledger that several gateways share: what the bank has lent to this one, and what became of it. */
final class SharedLedgerMeters implements MeterBinder {

    private static final String PREFIX = "sluice.token.bucket.";

    private final SharedLedger ledger;

    SharedLedgerMeters(SharedLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(PREFIX + "bank.draws", ledger.tally(), Tally::draws)
                .description("Draws sent to the bank")
                .register(registry);
        tokens(registry, "granted", "given by the bank", Tally::granted);
        tokens(registry, "flowed", "that flowed in at a leased rate", Tally::flowed);
        tokens(registry, "spent", "taken by requests", Tally::spent);
        tokens(registry, "returned", "given back", Tally::returned);
        tokens(registry, "burnt", "that were held when a lease was over", Tally::burnt);
        gauge(registry, "buckets", "Buckets in memory", "client", SharedLedger::clientBuckets);
        gauge(registry, "buckets", "Buckets in memory", "unregistered", SharedLedger::unregisteredBuckets);
        Gauge.builder(PREFIX + "bank.leased", ledger, shared -> held(shared.tally()) / Slice.TOKEN)
                .description("Tokens that this gateway holds")
                .register(registry);
        Gauge.builder(PREFIX + "bank.waiting", ledger, SharedLedger::waiting)
                .description("Buckets for which a request waits")
                .register(registry);
        Gauge.builder(
                        PREFIX + "bank.up",
                        ledger,
                        shared -> shared.state().outage().isEmpty() ? 1 : 0)
                .description("1 while the bank answers")
                .register(registry);
        Gauge.builder(PREFIX + "bank.gateways", ledger, shared -> shared.state().gateways())
                .description("Gateways that the bank has seen lately")
                .register(registry);
    }

    private void tokens(MeterRegistry registry, String fate, String what, ToDoubleFunction<Tally> of) {
        FunctionCounter.builder(PREFIX + "bank.tokens", ledger.tally(), tally -> of.applyAsDouble(tally) / Slice.TOKEN)
                .tag("fate", fate)
                .description("Tokens " + what)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry, String name, String description, String key, ToDoubleFunction<SharedLedger> of) {
        Gauge.builder(PREFIX + name, ledger, of)
                .tag("key", key)
                .description(description)
                .register(registry);
    }

    private static double held(Tally tally) {
        return (double) tally.granted() + tally.flowed() - tally.spent() - tally.returned() - tally.burnt();
    }
}
