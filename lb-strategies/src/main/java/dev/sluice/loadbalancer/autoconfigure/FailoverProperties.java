package dev.sluice.loadbalancer.autoconfigure;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the filter {@code Failover} goes on after a failed connection.
 *
 * @param budget how many further attempts there may be in proportion to the requests; 0% for none
 */
record FailoverProperties(@DefaultValue("20%") Percentage budget) {}
