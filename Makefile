.DEFAULT_GOAL := help
.PHONY: help up observe cluster down run distribution test bench

help: ## what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## gateway, two backends and PostgreSQL in containers, on localhost:8080
	docker compose up --build --detach --wait

observe: ## the same, with Prometheus on localhost:9090 and Grafana on localhost:3000
	docker compose --profile observe up --build --detach --wait

cluster: ## three gateways that share their limits in Redis, behind NGINX on localhost:8090
	SLUICE_TOKENBUCKET_LEDGER=redis docker compose --profile cluster up --build --detach --wait

down: ## stop the containers; the volumes stay
	docker compose --profile observe --profile cluster down

run: ## the gateway and two backends in one process, without a container
	./mvnw -pl gateway-app -am spring-boot:run

distribution: ## gateway-app/target/distribution: a folder that starts fast
	./mvnw -Dmaven.test.skip -pl gateway-app -am package
	docker/distribution

test: ## everything that needs nothing but a JDK
	./mvnw verify

bench: ## what a decision costs; about four minutes
	./mvnw -q -Dmaven.test.skip -pl benchmarks -am package
	java -jar benchmarks/target/benchmarks.jar
