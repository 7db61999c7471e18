package dev.sluice.loadbalancer.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share, as in {@code 20%} or {@code 20}.
 *
 * @param value from 0 to 100
 */
record Percentage(int value) {

    private static final int ALL = 100;
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}) ?%?");

    Percentage {
        if (value < 0 || value > ALL) {
            throw new IllegalArgumentException("a share is from 0% to 100%, not " + value + "%");
        }
    }

    /** How Spring reads it from a setting. */
    public static Percentage valueOf(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("a share is written like 20%, not " + text);
        }
        return new Percentage(Integer.parseInt(form.group(1)));
    }
}
