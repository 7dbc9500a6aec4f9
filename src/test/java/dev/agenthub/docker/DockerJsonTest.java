package dev.agenthub.docker;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.DockerCmd;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerConfigFile;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In a native executable, Jackson silently omits types that are not registered for reflection. */
class DockerJsonTest {

    private static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();

    @Test
    void exactlyTheTypesOfTheUsedCommandsAreRegistered() {
        var needed = new TreeSet<String>();
        usedCommands().forEach(command -> {
            walk(response(command), needed);
            body(command).ifPresent(body -> walk(JSON.constructType(body), needed));
        });
        // Credentials for pulls.
        walk(JSON.constructType(DockerConfigFile.class), needed);

        var registered = Arrays.stream(DockerJson.class.getAnnotation(RegisterForReflection.class).targets())
                .map(Class::getName).collect(toCollection(TreeSet::new));
        assertThat(registered).isEqualTo(needed);
    }

    /** The commands that the adapter calls. */
    private static Stream<Class<?>> usedCommands() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.agenthub.docker").stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(DockerClient.class))
                .map(call -> call.getTarget().getRawReturnType())
                .filter(type -> type.isAssignableTo(DockerCmd.class))
                .<Class<?>>map(JavaClass::reflect).distinct();
    }

    /** The type of its response: R of {@code SyncDockerCmd<R>} or {@code AsyncDockerCmd<C, R>}. */
    private static JavaType response(Class<?> command) {
        var generic = JSON.constructType(command).getInterfaces().get(0);
        return generic.containedType(generic.containedTypeCount() - 1);
    }

    /** The type of its request body: the command itself, if it has JSON properties. */
    private static Optional<Class<?>> body(Class<?> command) {
        try {
            var body = Class.forName("com.github.dockerjava.core.command." + implementation(command.getSimpleName()));
            return Optional.<Class<?>>of(body).filter(type -> Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> field.isAnnotationPresent(JsonProperty.class)));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("docker-java has renamed its command classes.", e);
        }
    }

    /** One implementation class of docker-java has a typo in its name. */
    private static String implementation(String command) {
        return command.replace("InspectNetwork", "InpectNetwork") + "Impl";
    }

    /** Collects a type, its supertypes and the types of its properties, as Jackson does. */
    private static void walk(JavaType type, Set<String> found) {
        if (type == null) {
            return;
        }
        if (type.isContainerType()) {
            for (var i = 0; i < type.containedTypeCount(); i++) {
                walk(type.containedType(i), found);
            }
            if (type.isArrayType()) {
                walk(type.getContentType(), found);
            }
            return;
        }
        var name = type.getRawClass().getName();
        if (!name.startsWith("com.github.dockerjava.") || !found.add(name)) {
            return;
        }
        walk(type.getSuperClass(), found);
        type.getInterfaces().forEach(each -> walk(each, found));
        var read = JSON.getDeserializationConfig().introspect(type).findProperties().stream();
        var written = JSON.getSerializationConfig().introspect(type).findProperties().stream();
        Stream.concat(read, written).flatMap(DockerJsonTest::types).forEach(next -> walk(next, found));
    }

    private static Stream<JavaType> types(BeanPropertyDefinition property) {
        return Stream.of(property.getPrimaryType()).filter(Predicate.not(JavaType::isPrimitive));
    }
}
