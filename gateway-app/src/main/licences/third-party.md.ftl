# Third-party software

What `gateway-app.jar` contains besides Sluice and Spring Boot's loader (Apache-2.0). Where a line names several licences, the choice is
yours.

| component | version | licence | home |
| --- | --- | --- | --- |
<#list dependencyMap as entry>
<#assign component = entry.key>
| `${component.groupId}:${component.artifactId}` | ${component.version} | ${entry.value?sort?join(" or ")} | <${component.url}> |
</#list>
