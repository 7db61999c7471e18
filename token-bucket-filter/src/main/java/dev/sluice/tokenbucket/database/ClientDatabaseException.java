package dev.sluice.tokenbucket.database;

/** The clients' database can't be opened, so the gateway can't start. */
public final class ClientDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClientDatabaseException(String address, Throwable cause) {
        super("the clients' database at " + address + " can't be opened", cause);
    }
}
