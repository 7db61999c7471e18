package dev.sluice.gateway.observability;

import io.micrometer.common.KeyValues;
import org.springframework.cloud.gateway.filter.headers.observation.DefaultGatewayObservationConvention;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayContext;

/** What a span says of a request to a backend: its address without the query, which may hold the key of a client. */
final class SpansWithoutQueries extends DefaultGatewayObservationConvention {

    private static final String URI = "http.uri";

    @Override
    public KeyValues getHighCardinalityKeyValues(GatewayContext context) {
        String uri = context.getRequest().getURI().toString();
        int query = uri.indexOf('?');
        return super.getHighCardinalityKeyValues(context).and(URI, query < 0 ? uri : uri.substring(0, query));
    }
}
