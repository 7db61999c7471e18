package dev.sluice.admin.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The one user who may log in with a password. */
public final class AdminUser {

    /** A password that says how it is encoded: {@code {bcrypt}$2a$…}; any other is plain text, as for Spring Boot. */
    private static final Pattern ENCODED = Pattern.compile("\\{.+}.*", Pattern.DOTALL);

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final String name;
    private final String password;
    private final Authentication authentication;

    /**
     * A user with a password in plain text or in an encoding that it names.
     *
     * @throws IllegalArgumentException if no such encoding is known
     */
    public AdminUser(String name, String password, List<String> roles) {
        this.name = name;
        this.password = ENCODED.matcher(password).matches() ? password : "{noop}" + password;
        this.authentication = UsernamePasswordAuthenticationToken.authenticated(
                name,
                null,
                AuthorityUtils.createAuthorityList(
                        roles.stream().map("ROLE_"::concat).toList()));
        refuseUnknownEncoding();
    }

    /** Whether these are the user's; takes as long for a wrong name as for a wrong password. */
    boolean hasCredentials(String presentedName, String presentedPassword) {
        boolean rightPassword = encoder.matches(presentedPassword, password);
        return MessageDigest.isEqual(bytes(presentedName), bytes(name)) && rightPassword;
    }

    /** The user, logged in. */
    Authentication authentication() {
        return authentication;
    }

    /** Trying it now stops the start; later it would only make every login fail. */
    private void refuseUnknownEncoding() {
        try {
            encoder.matches("", password);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "spring.security.user.password names an encoding that is not known; {noop} goes before plain text"
                            + " that begins with a brace");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
