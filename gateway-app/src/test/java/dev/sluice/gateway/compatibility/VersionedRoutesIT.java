package dev.sluice.gateway.compatibility;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Routes by the version of an interface, which is a matter of Spring WebFlux, for all requests. */
class VersionedRoutesIT {

    private static final Row VERSION = Row.of("Version")
            .predicate("Version=1.5+")
            .sends("GET {}/", "X-Version: 2.0")
            .sends("GET {}/", "X-Version: 1.0")
            .sends("GET {}/", "X-Version: none")
            .sends("GET {}/")
            .shows("GET {}/ ", " 404 ");

    @AutoClose
    private static final BothGateways GATEWAYS = BothGateways.with(
            List.of(VERSION),
            "spring.webflux.apiversion.use.header=X-Version",
            "spring.webflux.apiversion.supported=1.0,1.5,2.0");

    @Test
    void aRouteTakesTheSameVersions() {
        GATEWAYS.agreeOn(VERSION);
    }
}
