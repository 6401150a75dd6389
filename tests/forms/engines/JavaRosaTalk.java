import java.io.*;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.reference.*;
import org.javarosa.core.services.*;
import org.javarosa.core.services.properties.IPropertyRules;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.*;

/**
 * Fills in forms with JavaRosa, the engine of ODK Collect, as it is told on standard input: one request a line, its
 * words separated by tabs; the answer is some lines and then one with a dot. The first line says how many nanoseconds
 * of the processor the work itself took, or `error` and why.
 */
public class JavaRosaTalk {
    private FormDef form;
    private FormEntryModel model;
    private final Map<String, QuestionDef> questions = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
        // What the engine itself has to say must not mix with the answers.
        System.setOut(System.err);
        new JavaRosaCoreModule().registerModule();
        new XFormsModule().registerModule();
        PropertyManager.setPropertyManager(new NoProperties());
        JavaRosaTalk talk = new JavaRosaTalk();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            String[] words = line.split("\t", -1);
            talk.lines.clear();
            try {
                long took = talk.heard(words);
                out.println(took);
            } catch (Throwable error) {
                talk.lines.clear();
                out.println("error\t" + plain(error.toString()));
            }
            talk.lines.forEach(out::println);
            out.println(".");
            out.flush();
        }
    }

    private long heard(String[] words) throws Exception {
        switch (words[0]) {
            case "load": return load(words[1]);
            case "begin": return begin();
            case "language": return language(words[1]);
            case "answer": return answer(words[1], words[2]);
            case "add": return add(words[1], Integer.parseInt(words[2]));
            case "remove": return remove(words[1], Integer.parseInt(words[2]));
            case "choices": return choices(words[1]);
            case "through": return through();
            case "states": return states();
            default: throw new IllegalArgumentException(words[0]);
        }
    }

    /** The processor time of this thread: what else runs on the machine is no part of it. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private long load(String file) throws Exception {
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(new Beside(Paths.get(file).getParent()));
        byte[] xml = Files.readAllBytes(Paths.get(file));
        long start = now();
        form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(xml));
        long took = now() - start;
        questions.clear();
        return took;
    }

    private long begin() {
        long start = now();
        form.initialize(true, new InstanceInitializationFactory());
        long took = now() - start;
        model = new FormEntryModel(form);
        return took;
    }

    private long language(String name) {
        form.getLocalizer().setLocale(name);
        return 0;
    }

    private long answer(String path, String text) {
        TreeReference ref = reference(path);
        TreeElement node = form.getMainInstance().resolveReference(ref);
        QuestionDef question = questions.computeIfAbsent(
            ref.genericize().toString(), key -> FormDef.findQuestionByRef(ref.genericize(), form));
        IAnswerData data = text.isEmpty() ? null : XFormAnswerDataParser.getAnswerData(text, node.getDataType(), question);
        long start = now();
        form.setValue(data, ref, true);
        return now() - start;
    }

    private long add(String path, int position) throws Exception {
        FormIndex index = index(form, reference(path + "[" + position + "]"), 1);
        long start = now();
        form.createNewRepeat(index);
        return now() - start;
    }

    private long remove(String path, int position) {
        FormIndex index = index(form, reference(path + "[" + position + "]"), 1);
        long start = now();
        form.deleteRepeat(index);
        return now() - start;
    }

    private long choices(String path) {
        FormIndex index = index(form, reference(path), 1);
        long start = now();
        List<SelectChoice> choices = model.getQuestionPrompt(index).getSelectChoices();
        long took = now() - start;
        choices.forEach(choice -> lines.add(plain(choice.getValue())));
        return took;
    }

    /** Step from the first screen to the last, which is when counted repeats come to stand. */
    private long through() {
        FormEntryController controller = new FormEntryController(model);
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        while (controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) {
            if (model.getEvent() == FormEntryController.EVENT_QUESTION) {
                QuestionDef question = model.getQuestionPrompt().getQuestion();
                if (question.getControlType() == Constants.CONTROL_SELECT_ONE
                    || question.getControlType() == Constants.CONTROL_SELECT_MULTI) {
                    model.getQuestionPrompt().getSelectChoices();
                }
            }
        }
        return 0;
    }

    private long states() {
        state(form.getMainInstance().getRoot(), "/" + form.getMainInstance().getRoot().getName());
        return 0;
    }

    private void state(TreeElement node, String path) {
        boolean isLeaf = !node.hasChildren();
        IAnswerData value = isLeaf ? node.getValue() : null;
        boolean fits = value == null || form.evaluateConstraint(node.getRef(), value);
        String text = value == null ? "" : value.uncast().getString();
        lines.add(String.join("\t", path, word(node.isRelevant()), word(node.isRequired()), word(!node.isEnabled()),
            word(fits), plain(text)));
        for (int place = 0; place < node.getNumChildren(); place++) {
            TreeElement child = node.getChildAt(place);
            if (child.getMult() != TreeReference.INDEX_TEMPLATE) {
                String name = path + "/" + child.getName();
                state(child, child.isRepeatable() ? name + "[" + (child.getMult() + 1) + "]" : name);
            }
        }
    }

    /** Where a control stands within its parent's children, down to the one that asks for `ref`. */
    private FormIndex index(IFormElement parent, TreeReference ref, int depth) {
        for (int place = 0; place < parent.getChildren().size(); place++) {
            IFormElement child = parent.getChild(place);
            TreeReference bound = (TreeReference) child.getBind().getReference();
            boolean isRepeat = child instanceof GroupDef && ((GroupDef) child).getRepeat();
            if (!bound.genericize().isParentOf(ref.genericize(), false)) {
                continue;
            }
            TreeReference here = ref;
            while (here.size() > bound.size()) {
                here = here.getParentRef();
            }
            boolean isThere = bound.size() == ref.size() && (isRepeat || !(child instanceof GroupDef));
            FormIndex below = isThere ? null : index(child, ref, depth + 1);
            if (isThere || below != null) {
                int instance = isRepeat ? here.getMultLast() : -1;
                return isThere ? new FormIndex(place, instance, ref) : new FormIndex(below, place, instance, here);
            }
        }
        return null;
    }

    private static TreeReference reference(String path) {
        TreeReference ref = TreeReference.rootRef();
        for (String step : path.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            int position = bracket < 0 ? 1 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1));
            ref.add(bracket < 0 ? step : step.substring(0, bracket), position - 1);
        }
        return ref;
    }

    private static String word(boolean truth) {
        return truth ? "1" : "0";
    }

    private static String plain(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }

    /** Nobody is logged in, and the device has no number. */
    private static class NoProperties implements IPropertyManager {
        public List<String> getProperty(String name) { return Collections.emptyList(); }
        public void setProperty(String name, String value) { }
        public void setProperty(String name, List<String> value) { }
        public String getSingularProperty(String name) { return ""; }
        public void addRules(IPropertyRules rules) { }
        public List<IPropertyRules> getRules() { return Collections.emptyList(); }
    }

    /** Finds the files of a form in the folder where the form lies. */
    private static class Beside extends PrefixedRootFactory {
        private final Path folder;

        Beside(Path folder) {
            super(new String[] {"file", "file-csv", "images", "audio", "video"});
            this.folder = folder;
        }

        @Override
        protected Reference factory(String terminal, String uri) {
            return new FileBeside(folder.resolve(terminal.replaceFirst("^/", "")), uri);
        }
    }

    private static class FileBeside implements Reference {
        private final Path path;
        private final String uri;

        FileBeside(Path path, String uri) {
            this.path = path;
            this.uri = uri;
        }

        public boolean doesBinaryExist() { return Files.exists(path); }
        public InputStream getStream() throws IOException { return Files.newInputStream(path); }
        public String getURI() { return uri; }
        public String getLocalURI() { return path.toString(); }
        public boolean isReadOnly() { return true; }
        public OutputStream getOutputStream() { throw new UnsupportedOperationException(); }
        public void remove() { throw new UnsupportedOperationException(); }
        public Reference[] probeAlternativeReferences() { return new Reference[0]; }
    }
}
