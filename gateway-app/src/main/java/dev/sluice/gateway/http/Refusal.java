package dev.sluice.gateway.http;

import org.springframework.http.HttpStatus;

/**
 * Why a request goes no further; as an event in the pipeline of a connection, the order to refuse what is arriving.
 *
 * @param status what the client is told
 */
record Refusal(HttpStatus status) {

    static final Refusal BAD_REQUEST = new Refusal(HttpStatus.BAD_REQUEST);

    static final Refusal TIMEOUT = new Refusal(HttpStatus.REQUEST_TIMEOUT);

    static final Refusal TOO_MANY_HEADERS = new Refusal(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);

    /** Of a handshake of WebSockets in another version than those that are spoken here. */
    static final Refusal WEB_SOCKET_VERSION = new Refusal(HttpStatus.UPGRADE_REQUIRED);

    String message() {
        return status.getReasonPhrase();
    }
}
