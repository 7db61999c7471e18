package dev.sluice.admin.access;

import static dev.sluice.admin.access.Door.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TokensTest {

    private static final KeyPair ISSUER = keys();
    private static final KeyPair STRANGER = keys();

    @TempDir
    private static Path directory;

    private static Door door;

    @BeforeAll
    static void publishTheKey() throws IOException {
        Path key = directory.resolve("issuer.pem");
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(ISSUER.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        door = Door.with(
                Door.USER,
                Door.PASSWORD,
                "sluice.token-bucket.trusted-proxies=127.0.0.1",
                "spring.security.oauth2.resourceserver.jwt.public-key-location=" + key.toUri());
    }

    @AfterAll
    static void closeTheDoor() {
        door.close();
    }

    @Test
    void whoeverTheIssuerVouchesForPasses() throws JOSEException {
        assertThat(door.get("/clients/a", bearer(ISSUER, Duration.ofHours(1)))).endsWith("admin a robot");
    }

    @Test
    void aPasswordIsStillACredential() {
        assertThat(door.get("/clients/a", Door.RIGHT)).endsWith("admin a ops");
    }

    @Test
    void anyOtherTokenIsWrong(CapturedOutput output) throws JOSEException {
        JWTClaimsSet claims = claims(Duration.ofHours(1));
        assertWrong(bearer(STRANGER, Duration.ofHours(1)));
        assertWrong(bearer(ISSUER, Duration.ofHours(-1)));
        assertWrong("Authorization: Bearer " + new PlainJWT(claims).serialize());
        assertWrong("Authorization: Bearer x");
        assertWrong("Authorization: Bearer x y");
        assertWrong("Authorization: Bearer " + "a".repeat(4_000) + ".b.c");
        assertThat(output).doesNotContain("ERROR", "\tat ");
    }

    @Test
    void bothWaysToLogInAreNamed() {
        assertThat(door.get("/clients"))
                .containsIgnoringCase("WWW-Authenticate: Basic realm=\"sluice\"\r\n")
                .containsIgnoringCase("WWW-Authenticate: Bearer\r\n");
    }

    @Test
    void wrongTokensRunOutAsPasswordsDo() throws JOSEException {
        String client = "X-Forwarded-For: 198.51.100.1";
        String wrong = bearer(STRANGER, Duration.ofHours(1));

        assertThat(IntStream.range(0, 10).map(i -> status(door.get("/clients", wrong, client))))
                .containsOnly(401);
        assertThat(status(door.get("/clients", wrong, client))).isEqualTo(429);
        assertThat(status(door.get("/clients", Door.RIGHT, client))).isEqualTo(429);
    }

    @Test
    void whatIsProxiedNeedsNoToken() {
        assertThat(door.get("/a%2Fb;c")).endsWith("proxied");
        assertThat(door.get("/", "Authorization: Bearer of-the-backend")).endsWith("proxied");
    }

    private static void assertWrong(String header) {
        assertThat(door.get("/clients", header, "X-Forwarded-For: 192.0.2.1"))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("WWW-Authenticate: Bearer error=\"invalid_token\"\r\n")
                .endsWith("{\"code\":401,\"message\":\"Credentials are wrong\"}");
    }

    private static String bearer(KeyPair keys, Duration life) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims(life));
        token.sign(new RSASSASigner(keys.getPrivate()));
        return "Authorization: Bearer " + token.serialize();
    }

    private static JWTClaimsSet claims(Duration life) {
        return new JWTClaimsSet.Builder()
                .subject("robot")
                .expirationTime(Date.from(Instant.now().plus(life)))
                .build();
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
