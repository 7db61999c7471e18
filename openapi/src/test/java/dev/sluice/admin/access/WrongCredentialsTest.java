package dev.sluice.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongCredentialsTest {

    /** Behind a proxy that names a client for each failure, so that they don't add up. */
    @AutoClose
    private static final Door DOOR =
            Door.with(Door.USER, Door.PASSWORD, "sluice.token-bucket.trusted-proxies=127.0.0.1");

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic b3Bz",
                "Basic b3BzOg==",
                "Basic Og==",
                "Basic b3BzOndyb25n",
                "Basic /////w==",
                "Bearer",
                "Bearer x y",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer \u00ff",
                "Digest username=\"ops\"",
                "Negotiate",
                "b3BzOnNlOmNyZXQ=",
                "null"
            })
    void whatIsNoneOrWrongIsAnswered401(String authorization) {
        String client = "X-Forwarded-For: 192.0.2." + CLIENTS.incrementAndGet();

        assertThat(DOOR.get("/clients", "Authorization: " + authorization, client))
                .startsWith("HTTP/1.1 401 ")
                .endsWith("{\"code\":401,\"message\":\"Credentials are wrong\"}");
    }
}
