package dev.sluice.loadbalancer.pool;

import org.springframework.cloud.client.ServiceInstance;

/** The port of an instance; of one whose address names none, that of its scheme (RFC 9110, sections 4.2.1 and 4.2.2). */
public final class InstancePort {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private InstancePort() {}

    /** From 0 to 65535, unless the instance names one that does not exist. */
    public static int of(ServiceInstance instance) {
        if (instance.getPort() >= 0) {
            return instance.getPort();
        }
        return instance.isSecure() || "https".equalsIgnoreCase(instance.getScheme()) ? HTTPS : HTTP;
    }
}
