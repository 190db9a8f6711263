using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <summary>Writes the file of one declared environment.</summary>
/// <remarks>
/// The intended shape, of a stepped one:
/// <code>
/// partial class Thermostat : IDeclaredEnvironment
/// {
///     private readonly DeclaredEpisode _episode = new(Description);
///     public static EnvironmentDescription Description { get; } = new("Thermostat", ...);
///     void IEnvironment.Reset(ulong? seed, Span&lt;float&gt; observation) { ... this.Start(_episode.Random); ... }
///     StepResult IEnvironment.Step(ReadOnlySpan&lt;float&gt; action, Span&lt;float&gt; observation) { ... this.Move(); ... }
/// }
/// </code>
/// Members of the user's stand behind <c>this.</c>, so that no parameter hides them; all but what users write is implemented explicitly or
/// named apart, so that it takes no name of theirs.
/// </remarks>
internal sealed class EnvironmentEmitter
{
    private readonly EnvironmentModel _model;
    private readonly SourceWriter _writer = new();
    private readonly string _episodes,
        _read,
        _set;

    private EnvironmentEmitter(EnvironmentModel model)
    {
        _model = model;
        var taken = new HashSet<string>(model.Taken.Concat(model.Generated));
        (_episodes, _read, _set) = (
            Fresh(model.Step is null ? "_frames" : "_episode", taken),
            Fresh("ReadObservation", taken),
            Fresh("SetAction", taken)
        );
    }

    public static GeneratedFile File(EnvironmentModel model) => new(model.HintName, new EnvironmentEmitter(model).Emit());

    private string Emit()
    {
        SourceWriter.Header(_writer, _model.Namespace, import: "");
        _writer.Line("/// <content>An environment: what is observed and done are its marked members.</content>");
        using (_writer.Block($"partial class {CSharpText.Type(_model.Name)} : {RuntimeTypes.DeclaredEnvironment}"))
        {
            DescriptionEmitter.Emit(_writer, _model.Name, _model.Summary, _model.Observations, _model.Actions);
            if (_model.Choices == 0)
                DescriptionEmitter.Offsets(_writer, EnvironmentModel.ActionOffsets, "an action", _model.Actions);
            Fields();
            if (_model.Step is { } step)
                Stepped(step);
            else
                FrameDriven();
            Contract();
            new PartsEmitter(_writer, Episode).Emit(_model, _read, _set);
        }
        return _writer.ToString();
    }

    private string Episode => _model.Step is null ? _episodes + ".Episode" : _episodes;

    private void Fields()
    {
        _writer.Line();
        var type = _model.Step is null ? RuntimeTypes.FrameExchange : RuntimeTypes.DeclaredEpisode;
        _writer.Line($"private readonly {type} {_episodes} = new({EnvironmentModel.Description});");
    }

    private void Stepped(EpisodeMethod step)
    {
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        using (_writer.Block($"void {RuntimeTypes.IEnvironment}.Reset(ulong? seed, {PlatformTypes.FloatSpan} observation)"))
        {
            _writer.Line($"{_episodes}.Begin(seed, observation);");
            _writer.Line($"this.{Call(_model.Reset, _episodes + ".Random")};");
            _writer.Line($"{_read}(observation);");
        }
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        using (
            _writer.Block(
                $"{RuntimeTypes.StepResult} {RuntimeTypes.IEnvironment}.Step({PlatformTypes.ReadOnlyFloatSpan} action, "
                    + $"{PlatformTypes.FloatSpan} observation)"
            )
        )
        {
            _writer.Line($"{_episodes}.BeginStep(action, observation);");
            _writer.Line($"{_set}(action);");
            _writer.Line($"this.{Call(step, _episodes + ".Random")};");
            _writer.Line($"{_read}(observation);");
            _writer.Call($"return {_episodes}.EndStep(new", Outcome("this"), ");");
        }
    }

    private void FrameDriven()
    {
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        _writer.Line(
            $"void {RuntimeTypes.IEnvironment}.Reset(ulong? seed, {PlatformTypes.FloatSpan} observation) => "
                + $"{_episodes}.Reset(seed, observation);"
        );
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        _writer.Line(
            $"{RuntimeTypes.StepResult} {RuntimeTypes.IEnvironment}.Step({PlatformTypes.ReadOnlyFloatSpan} action, "
                + $"{PlatformTypes.FloatSpan} observation) => {_episodes}.Step(action, observation);"
        );
        _writer.Line();
        _writer.Line(
            "/// <summary>To be called at the start of each frame: starts an episode or begins a step where training asks for it.</summary>"
        );
        _writer.Line("/// <param name=\"wait\">How long the frame waits for training to ask; not at all unless given.</param>");
        _writer.Line("/// <returns>Whether a step is running: the world moves in this frame, else it stands still.</returns>");
        _writer.Line(SourceWriter.Stamp);
        _writer.Line($"public bool {EnvironmentModel.BeginFrame}({PlatformTypes.TimeSpan} wait = default) =>");
        using (_writer.Indent())
            _writer.Line($"{_episodes}.Begin(wait, this, static (self, random) => self.{Call(_model.Reset, "random")});");
        _writer.Line();
        _writer.Line(
            "/// <summary>To be called in the frame that ends a step, after the world has moved: training sees what is there now.</summary>"
        );
        _writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">No step is running.</exception>");
        _writer.Line(SourceWriter.Stamp);
        _writer.Line($"public void {EnvironmentModel.EndStep}() =>");
        using (_writer.Indent())
            _writer.Call($"{_episodes}.End(this, static self => new {RuntimeTypes.StepResult}", Outcome("self"), ");");
    }

    private void Contract()
    {
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        _writer.Line(
            $"{RuntimeTypes.EnvironmentDescription} {RuntimeTypes.DeclaredEnvironment}.Description => {EnvironmentModel.Description};"
        );
        foreach (var (property, space) in ((string, string)[])[("Observations", "ObservationSpace"), ("Actions", "ActionSpace")])
        {
            _writer.Line();
            _writer.Line(SourceWriter.Stamp);
            _writer.Line($"{RuntimeTypes.Space} {RuntimeTypes.IEnvironment}.{property} => {EnvironmentModel.Description}.{space};");
        }
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        _writer.Line($"void {RuntimeTypes.DeclaredEnvironment}.Observe({PlatformTypes.FloatSpan} observation) => {_read}(observation);");
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        using (_writer.Block($"void {RuntimeTypes.DeclaredEnvironment}.Act({PlatformTypes.ReadOnlyFloatSpan} action)"))
        {
            _writer.Line($"{Episode}.CheckAction(action);");
            _writer.Line($"{_set}(action);");
        }
    }

    /// <summary>The arguments of a step's result, in the order in which members are read.</summary>
    private string[] Outcome(string home)
    {
        string Read(string member) => member.Length == 0 ? "false" : $"{home}.{member}";
        return
        [
            $"{home}.{_model.Reward}",
            $"Terminated: {Read(_model.Terminal)}",
            $"Truncated: {Read(_model.Truncated)}",
            $"Success: {Read(_model.Success)}",
        ];
    }

    private static string Call(EpisodeMethod method, string draws) => $"{method.Name}({(method.TakesDraws ? draws : "")})";

    private static string Fresh(string preferred, HashSet<string> taken)
    {
        var name = preferred;
        for (var number = 2; !taken.Add(name); number++)
            name = preferred + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }
}
