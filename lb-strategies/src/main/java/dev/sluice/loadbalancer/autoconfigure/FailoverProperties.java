package dev.sluice.loadbalancer.autoconfigure;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the filter {@code Failover} goes on after a failed connection.
 *
 * @param budget How many further attempts the filter Failover makes in proportion to the requests, with a reserve of
 *     100; 0% for none.
 */
record FailoverProperties(@DefaultValue("20%") Percentage budget) {}
