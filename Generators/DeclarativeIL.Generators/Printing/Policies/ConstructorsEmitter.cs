using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Policies;

/// <summary>How a policy is made: over a new perceptron, over a module, from a file; an ensemble over new perceptrons.</summary>
internal sealed class ConstructorsEmitter(SourceWriter writer, HeadModel model, string policy, string equations, bool isEnsemble = false)
{
    private const string Module = RuntimeTypes.Torch + ".nn.Module<" + RuntimeTypes.Tensor + ", " + RuntimeTypes.Tensor + ">";
    private const string Device = RuntimeTypes.Torch + ".Device";
    private const string Func = "global::System.Func";

    private bool IsDiscrete => model.Space == RuntimeTypes.DiscreteSpace;

    private string SpaceType =>
        IsDiscrete ? "int"
        : model.IsUnit ? RuntimeTypes.BoxSpace
        : model.Space;

    private string Space => IsDiscrete ? $"{RuntimeTypes.PolicyParts}.Choices(actions)" : "actions";

    private string Head => $"new {equations}({string.Join(", ", Arguments(model).Select(argument => Escaped(argument.Name)))})";

    /// <summary>The parameters that a head's hyperparameters and starts are given by, with their defaults.</summary>
    public static string Parameters(HeadModel model) =>
        string.Join(", ", Arguments(model).Select(argument => $"{argument.CSharpType} {Escaped(argument.Name)} = {argument.Default}"));

    private string Parts => isEnsemble ? RuntimeTypes.EnsembleParts : RuntimeTypes.PolicyParts;

    private string Base =>
        isEnsemble ? RuntimeTypes.DeclaredEnsemble
        : model.Field is null ? RuntimeTypes.DeclaredPolicy
        : RuntimeTypes.GenerativePolicy;

    public void Emit()
    {
        Constructor(isPlaced: false);
        writer.Line();
        Constructor(isPlaced: true);
        writer.Line();
        writer.Line($"{(isEnsemble ? "private" : "internal")} {policy}({Parts} parts)");
        using (writer.Indent())
            writer.Line(": base(parts) { }");
        if (!isEnsemble)
        {
            Over();
            Load();
        }
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override {Base} Create({Parts} parts) => new {policy}(parts);");
    }

    private static IEnumerable<HeadArgumentModel> Arguments(HeadModel model) =>
        model
            .Hyperparameters.Select(column => new HeadArgumentModel(
                CSharpText.Camel(column.Name),
                column.CSharpType,
                column.Start,
                column.Summary
            ))
            .Concat(model.Arguments);

    private void Constructor(bool isPlaced)
    {
        writer.Line(
            $"/// <summary>{(isEnsemble ? "An ensemble over new multilayer perceptrons" : "A policy over a new multilayer perceptron")}"
                + $"{(isPlaced ? "" : " in float32 on the CPU, which needs no tensors")}.</summary>"
        );
        if (isEnsemble)
            Document(
                "members",
                "Number of members, 2 or more; member l starts as a single policy from <c>seeds.Child(l)</c> would.",
                isXml: true
            );
        Document("stateSize", "Number of components of a state.");
        DocumentActions();
        Document("hidden", "Width of each hidden layer.");
        Document("activation", "What the hidden layers apply.");
        Document("seeds", "Where the starting weights come from.");
        if (isPlaced)
        {
            Document("type", "Float32 or Float64.");
            Document("device", "Where it computes; none means the CPU.");
        }
        Document("initialization", "How the weights start.");
        DocumentArguments();
        if (!isPlaced)
            writer.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]");
        List<string> parameters =
        [
            .. isEnsemble ? (string[])["int members"] : [],
            "int stateSize",
            $"{SpaceType} actions",
            "global::System.Collections.Generic.IReadOnlyList<int> hidden",
            $"{RuntimeTypes.Activation} activation",
            $"{RuntimeTypes.SeedSequence} seeds",
        ];
        if (isPlaced)
            parameters.AddRange([
                $"{RuntimeTypes.Torch}.ScalarType type = {RuntimeTypes.Torch}.ScalarType.Float32",
                $"{Device}? device = null",
            ]);
        parameters.Add($"{RuntimeTypes.Initialization} initialization = {RuntimeTypes.Initialization}.Orthogonal");
        if (Parameters(model) is { Length: > 0 } own)
            parameters.Add(own);
        writer.Call($"public {policy}", parameters, "");
        using (writer.Indent())
            writer.Call(
                $": base({Parts}.{(isEnsemble ? "Perceptrons" : "Perceptron")}",
                [
                    .. isEnsemble ? (string[])["members"] : [],
                    Head,
                    "stateSize",
                    Space,
                    "hidden",
                    "activation",
                    "seeds",
                    "initialization",
                    .. isPlaced ? (string[])["type", "device"] : [],
                ],
                ") { }"
            );
    }

    private void Over()
    {
        writer.Line();
        writer.Line(
            model.Field is null
                ? "/// <summary>A policy over any module of [n, stateSize] -> [n, outputs], the columns of the head side by side, whose "
                    + "parameters it takes into its own.</summary>"
                : "/// <summary>A policy over any module of [n, stateSize + a + 1] -> [n, a], of the state, a point and a time, whose "
                    + "parameters it takes into its own.</summary>"
        );
        Document("module", "The module; it stays the caller's.");
        Document("stateSize", "Number of components of a state.");
        DocumentActions();
        DocumentArguments();
        Document("another", "Makes another such module, for copies.");
        List<string> parameters = [$"{Module} module", "int stateSize", $"{SpaceType} actions"];
        if (Parameters(model) is { Length: > 0 } own)
            parameters.Add(own);
        parameters.Add($"{Func}<{Module}>? another = null");
        writer.Call($"public static {policy} Over", parameters, "");
        using (writer.Indent())
            writer.Line($"=> new({RuntimeTypes.PolicyParts}.Over({Head}, module, stateSize, {Space}, another));");
    }

    private void Load()
    {
        var stored = string.Join(
            ", ",
            model.Hyperparameters.Select(column =>
                $"{Escaped(CSharpText.Camel(column.Name))}: {(column.CSharpType == "int" ? "(int)" : "")}stored(\"{column.Stored}\")"
            )
        );
        foreach (var isPlaced in (bool[])[false, true])
        {
            writer.Line();
            writer.Line("/// <summary>Builds anew a policy over a perceptron from a file that <c>Save</c> wrote.</summary>");
            Document("path", "The file.");
            if (isPlaced)
                Document("device", "Where it computes; none means the CPU.");
            writer.Line(
                $"/// <exception cref=\"{RuntimeTypes.CheckpointException}\">The file is malformed, or holds another kind of policy or "
                    + "one over a module.</exception>"
            );
            writer.Line($"public static {policy} Load(string path{(isPlaced ? $", {Device}? device" : "")})");
            using (writer.Indent())
                writer.Line(
                    $"=> new({RuntimeTypes.PolicyParts}.Load(path, \"{model.Kind}\", static {(stored.Length > 0 ? "stored" : "_")} => "
                        + $"new {equations}({stored}){(isPlaced ? ", device" : "")}));"
                );
        }
    }

    private void DocumentActions() =>
        Document("actions", IsDiscrete ? "Number of actions." : "The space of the actions; acting keeps to its bounds.");

    private void DocumentArguments()
    {
        foreach (var argument in Arguments(model))
            Document(argument.Name, argument.Summary.Length > 0 ? argument.Summary : $"'{argument.Name}' of the head.");
    }

    private void Document(string parameter, string text, bool isXml = false) =>
        writer.Line($"/// <param name=\"{parameter}\">{(isXml ? text : XmlText.Escape(text))}</param>");

    private static string Escaped(string name) => CSharpText.Escape(name);
}
