/** Reads what is scraped, and what asks for it: a scrape, PromQL, the dashboard, the alerts. */
@NullMarked
package dev.sluice.gateway.observability;

import org.jspecify.annotations.NullMarked;
