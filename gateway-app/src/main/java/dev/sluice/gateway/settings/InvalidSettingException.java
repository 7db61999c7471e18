package dev.sluice.gateway.settings;

/** A setting that the gateway can't start with. */
final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSettingException(String key, Object value, String reason) {
        this("The setting '" + key + "' has the value '" + value + "': " + reason);
    }

    InvalidSettingException(String message) {
        super(message);
    }
}
