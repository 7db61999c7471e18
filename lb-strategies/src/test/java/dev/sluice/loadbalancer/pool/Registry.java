package dev.sluice.loadbalancer.pool;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/** A registry whose next answer is what the test says. */
final class Registry implements ServiceInstanceListSupplier {

    private Flux<List<ServiceInstance>> answer;
    private int questions;

    Registry(List<ServiceInstance> instances) {
        this(Flux.just(instances));
    }

    Registry(Flux<List<ServiceInstance>> answer) {
        this.answer = answer;
    }

    void answers(Flux<List<ServiceInstance>> other) {
        this.answer = other;
    }

    /** How often it was asked. */
    int questions() {
        return questions;
    }

    @Override
    public String getServiceId() {
        return "backends";
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        questions++;
        return answer;
    }
}
