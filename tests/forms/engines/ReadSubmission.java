import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormUtils;

/** Opens a submission in its form, as ODK Collect opens a saved one, and prints what it holds. */
public class ReadSubmission {
    public static void main(String[] files) throws Exception {
        new JavaRosaCoreModule().registerModule();
        new XFormsModule().registerModule();
        FormDef form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(Files.readAllBytes(Path.of(files[0]))));
        form.initialize(true, new InstanceInitializationFactory());
        TreeElement saved = XFormParser.restoreDataModel(Files.readAllBytes(Path.of(files[1])), null).getRoot();
        TreeElement root = form.getInstance().getRoot().deepCopy(true);
        root.populate(saved, form);
        form.getInstance().setRoot(root);
        print(root, "/" + root.getName());
    }

    private static void print(TreeElement node, String path) {
        if (node.getNumChildren() == 0) {
            System.out.println(path + "=" + (node.getValue() == null ? "" : node.getValue().uncast().getString()));
        }
        for (int at = 0; at < node.getNumChildren(); at++) {
            TreeElement child = node.getChildAt(at);
            if (child.getMult() != TreeReference.INDEX_TEMPLATE) {
                print(child, path + "/" + child.getName() + (child.isRepeatable() ? "[" + (child.getMult() + 1) + "]" : ""));
            }
        }
    }
}
