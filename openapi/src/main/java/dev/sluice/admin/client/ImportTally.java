package dev.sluice.admin.client;

import dev.sluice.admin.client.ImportReport.LineError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The count of what becomes of the lines of one import, while it runs. */
final class ImportTally {

    private long created;
    private long updated;
    private long unchanged;
    private long failed;
    private final List<LineError> errors = new ArrayList<>();

    synchronized void created() {
        created++;
    }

    synchronized void updated() {
        updated++;
    }

    synchronized void unchanged() {
        unchanged++;
    }

    synchronized void failed(long line, String message) {
        failed++;
        if (errors.size() < ImportReport.MAX_ERRORS) {
            errors.add(new LineError(line, message));
        }
    }

    /** The lines that are in the books. */
    synchronized long kept() {
        return created + updated + unchanged;
    }

    synchronized ImportReport report() {
        errors.sort(Comparator.comparingLong(LineError::line));
        return new ImportReport(created, updated, unchanged, failed, List.copyOf(errors));
    }
}
