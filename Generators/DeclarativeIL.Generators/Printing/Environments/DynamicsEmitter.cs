using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <summary>Writes the file of declared dynamics: the class of one environment, its equations over lanes, the class of several.</summary>
internal sealed class DynamicsEmitter
{
    private readonly DynamicsModel _model;
    private readonly SourceWriter _writer = new();
    private readonly Dictionary<string, LaneMethod> _methods;

    private DynamicsEmitter(DynamicsModel model) => (_model, _methods) = (model, LaneMethod.Of(model));

    public static GeneratedFile File(DynamicsModel model) => new(model.HintName, new DynamicsEmitter(model).Emit());

    private string Name => CSharpText.Type(_model.Name);

    private string Emit()
    {
        SourceWriter.Header(_writer, _model.Namespace, import: "");
        _writer.Line("/// <content>One environment: the equations in a register of its own.</content>");
        using (_writer.Block($"partial class {Name} : {RuntimeTypes.DynamicsEnvironment}<{Name}.{DynamicsModel.Equations}>"))
        {
            DescriptionEmitter.Emit(_writer, _model.Name, _model.Summary, _model.Observations, EquatableArray.Of(_model.Action));
            _writer.Line();
            _writer.Line("/// <summary>The equations, over as many environments as a register holds.</summary>");
            _writer.Line(SourceWriter.Hidden);
            _writer.Line(SourceWriter.Stamp);
            using (_writer.Block($"public readonly struct {DynamicsModel.Equations} : {RuntimeTypes.IDynamics}"))
                Equations();
        }
        _writer.Line();
        _writer.Line($"/// <summary>Several times <see cref=\"{Name}\"/>, stepped in one pass.</summary>");
        _writer.Line(SourceWriter.Stamp);
        var vector = DynamicsModel.Vector + _model.Name;
        using (
            _writer.Block(
                $"{_model.Access} sealed class {vector} : {RuntimeTypes.VectorDynamicsEnvironment}<{Name}.{DynamicsModel.Equations}>"
            )
        )
        {
            _writer.Line("/// <summary>Makes <paramref name=\"count\"/> environments; reset them before the first step.</summary>");
            _writer.Line(
                "/// <exception cref=\"global::System.ArgumentOutOfRangeException\"><paramref name=\"count\"/> is not positive.</exception>"
            );
            _writer.Line($"public {vector}(int count)");
            using (_writer.Indent())
                _writer.Line(": base(count) { }");
        }
        return _writer.ToString();
    }

    private void Equations()
    {
        Property($"{RuntimeTypes.Space}", "Observations", $"{EnvironmentModel.Description}.ObservationSpace");
        Property($"{RuntimeTypes.Space}", "Actions", $"{EnvironmentModel.Description}.ActionSpace");
        Property("int", "StepLimit", CSharpText.Literal(_model.StepLimit));
        Property("bool", "EndIsSuccess", CSharpText.Literal(_model.EndIsSuccess));
        var limits = _model.Numbers.Where(number => !number.IsHidden).Select(number => Limit(number.Limit));
        Property(PlatformTypes.ReadOnlyDoubleSpan, "Limits", $"[{string.Join(", ", limits)}]");
        if (_model.Numbers.Count(number => number.IsHidden) is > 0 and var hidden)
            Property("int", "Hidden", CSharpText.Literal(hidden));
        Start();
        Advance();
        Observe();
        foreach (var method in _methods.Values)
            method.Emit(_writer, _model, _methods);
    }

    private void Property(string type, string name, string value)
    {
        _writer.Line();
        _writer.Line($"static {type} {RuntimeTypes.IDynamics}.{name} => {value};");
    }

    private static string Limit(double? limit) => limit is { } known ? CSharpText.Number(known) : $"{RuntimeTypes.Trigonometry}.Limit";

    private void Start()
    {
        _writer.Line();
        using (_writer.Block($"static void {RuntimeTypes.IDynamics}.Start(ulong seed, ulong episode, {PlatformTypes.DoubleSpan} state)"))
        {
            var home = $"global::{(_model.Namespace.Length == 0 ? "" : _model.Namespace + ".")}{Name}.{CSharpText.Escape(_model.Start)}";
            if (_model.StartArguments == StartArguments.Numbers)
            {
                _writer.Line($"{home}(seed, episode, state);");
                return;
            }
            var arguments = _model.StartArguments switch
            {
                StartArguments.Draws => $"new {RuntimeTypes.SeedSequence}(seed).Child(episode).Stream()",
                StartArguments.SeedAndEpisode => "seed, episode",
                _ => "",
            };
            _writer.Line($"var start = {home}({arguments});");
            for (var i = 0; i < _model.Numbers.Count; i++)
                _writer.Line($"{DynamicsModel.NumberOf(i)} = start.{CSharpText.Escape(_model.Numbers[i].Name)};");
        }
    }

    private void Advance()
    {
        var block = $"{RuntimeTypes.Block}<T>";
        _writer.Line();
        using (_writer.Block($"static void {RuntimeTypes.IDynamics}.Advance<T>({block} state, T action, out T reward, out T ended)"))
        {
            var lanes = new LanesWriter(_writer, _model.Step.Body, _model, _methods, []);
            int[] results = [.. _model.Step.Next, _model.Step.Reward, .. _model.Step.Ended < 0 ? [] : new[] { _model.Step.Ended }];
            var written = lanes.Write(results);
            for (var i = 0; i < _model.Numbers.Count; i++)
                if (
                    _model.Step.Body.Nodes[_model.Step.Next[i]] is not Node.Parameter { Name: var same }
                    || same != DynamicsModel.NumberOf(i)
                )
                    _writer.Line($"{DynamicsModel.NumberOf(i)} = {written[i]};");
            _writer.Line($"reward = {written[_model.Numbers.Count]};");
            _writer.Line($"ended = {(_model.Step.Ended < 0 ? "T.Of(0)" : written[_model.Numbers.Count + 1].Text)};");
        }
    }

    private void Observe()
    {
        var block = $"{RuntimeTypes.Block}<T>";
        _writer.Line();
        using (_writer.Block($"static void {RuntimeTypes.IDynamics}.Observe<T>({block} state, {block} observation)"))
        {
            var lanes = new LanesWriter(_writer, _model.Observed.Body, _model, _methods, []);
            var written = lanes.Write([.. _model.Observed.Values]);
            for (var i = 0; i < written.Count; i++)
                _writer.Line(
                    $"observation[{CSharpText.Literal(i)}] = "
                        + (_model.Observations[i].Kind == PartKind.Truth ? $"T.Select({written[i]}, T.Of(1), T.Of(0))" : written[i].Text)
                        + ";"
                );
        }
    }
}
