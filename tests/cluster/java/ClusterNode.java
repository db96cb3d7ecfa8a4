import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of a cluster, in a process of its own so that it can be killed.
 *
 * <p>Arguments are its settings, as NAME=VALUE; path.home must be among them. It runs until its standard input
 * ends: whoever started it holds the other end, so a node never outlives its tests, however they end.
 */
public final class ClusterNode {
    private static final List<Class<? extends Plugin>> MODULES = List.of(
            Netty4Plugin.class,
            CommonAnalysisPlugin.class,
            MapperExtrasPlugin.class,
            PainlessPlugin.class,
            ReindexPlugin.class);

    private ClusterNode() {}

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Path configuration = Path.of(settings.get("path.home"), "config");
        Files.createDirectories(configuration);
        endWithInput();
        Node node = new OpenSearchRunnerNode(new Environment(settings.build(), configuration), MODULES);
        node.start();
        System.out.println("started");
        Thread.currentThread().join();
    }

    private static void endWithInput() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException closed) {
                // the same as its end
            }
            System.exit(0);
        }, "end-with-input");
        watch.setDaemon(true);
        watch.start();
    }
}
