using DeclarativeIL.Generators.Emit.Host;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The epochs of one turn: shuffled batches, one disposal scope and one optimiser step each.</summary>
internal sealed class FitEmitter
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly Parts _parts;
    private readonly TurnPlan _plan;
    private readonly IReadOnlyList<MethodParameter> _needs;

    public FitEmitter(SourceWriter writer, Cast cast, Parts parts, TurnPlan plan)
    {
        (_writer, _cast, _parts, _plan) = (writer, cast, parts, plan);
        var networks = plan.Networks.Select(network => network.Name).Concat(Targets.Select(target => target.Name));
        _needs = MethodParameters.Sort(
            Loss.Needs.Concat(Augments.SelectMany(augment => augment.Needs))
                .Where(need => need.Kind is not (ParameterKind.Batch or ParameterKind.Draws or ParameterKind.Clock))
                .Concat(networks.Select(name => new MethodParameter(ParameterKind.Network, name, cast.TypeOf(name)))),
            cast
        );
    }

    /// <summary>Scans that the turn's losses read.</summary>
    public IEnumerable<(MemberModel Member, ScanEmitter Emitter)> Scans
    {
        get
        {
            var read = new HashSet<string>(
                _plan
                    .Losses.SelectMany(loss => loss.Model.Member.Parameters)
                    .Select(parameter => parameter.Role)
                    .OfType<Role.Statistic>()
                    .Select(role => role.Column)
            );
            return _parts.Scans.Where(scan => read.Contains(scan.Member.Name));
        }
    }

    private LossEmitter Loss => _parts.Losses.First(loss => loss.Plan == _plan).Emitter;

    private IEnumerable<AugmentEmitter> Augments => _parts.Augments.Where(augment => _plan.Rows.Any(augment.Plan.AppliesTo));

    private IEnumerable<Copied> Targets =>
        _cast.Players.Copies.Where(copy => copy.View == View.Target && _plan.Networks.Any(network => network.Name == copy.Of));

    private bool HasDraws => Loss.Needs.Concat(Augments.SelectMany(augment => augment.Needs)).Any(need => need.Kind == ParameterKind.Draws);

    /// <summary>How a source's data set is written in <c>Train</c>.</summary>
    public static string Dataset(RowSource rows) => rows.Kind != Rows.Supplied ? rows.Source + ".Rows" : Signatures.Data(rows.Source);

    private HostFitEmitter? Host =>
        HostForm.IsPossible(_plan, _cast) ? new(_writer, _cast, _plan, [.. Scans.Select(scan => scan.Member)]) : null;

    /// <summary>Calls the epochs where they are computed.</summary>
    public void Invoke(string seeds)
    {
        if (Host is not { } host)
        {
            _writer.Line(Call(seeds));
            return;
        }
        _writer.Line($"if ({HostFitEmitter.Variable(_plan)} is not null)");
        using (_writer.Indent())
            _writer.Line(host.Call(seeds));
        _writer.Line("else");
        using (_writer.Indent())
            _writer.Line(Call(seeds));
    }

    /// <summary>Optimisers, or what stands for them on the host.</summary>
    public void Optimizers()
    {
        var host = Host;
        host?.Choose();
        foreach (var network in _plan.Networks)
        {
            var choice = host is null ? "" : HostFitEmitter.Variable(_plan) + " is not null ? null : ";
            var parameters = Signatures.Escape(network.Name) + ".Parameters";
            _writer.Line($"using var {network.Name}Optimizer = {choice}options.Optimizer.Create({parameters});");
        }
    }

    private string Call(string seeds) => $"{Identifiers.PrivateMember(Signatures.Fit(_plan))}({string.Join(", ", CallArguments(seeds))});";

    private IEnumerable<string> CallArguments(string seeds) =>
        [
            .. MethodParameters.Arguments(_needs),
            .. Sources.Select(Dataset),
            .. Scans.Select(scan => StatisticsEmitter.Values(scan.Member.Name, _cast.Model)),
            .. _plan.Networks.Select(network => network.Name + "Optimizer" + (Host is null ? "" : "!")),
            "options",
            "log",
            $"{seeds}.Child(\"{Signatures.Fit(_plan)}\")",
            "cancellationToken",
        ];

    private IEnumerable<RowSource> Sources => _plan.Rows.GroupBy(rows => rows.Source).Select(group => group.First());

    public void Emit()
    {
        var networks = MethodParameters.Networks(_needs).ToList();
        _writer.Line();
        var epochs = _cast.Plans.Count == 1 ? "Epochs" : $"Turn {_plan.Turn}: epochs";
        _writer.Line($"/// <summary>{epochs} of shuffled batches; one disposal scope a step.</summary>");
        _writer.Call(
            $"private void {Identifiers.Private(Signatures.Fit(_plan))}{_cast.TypeParameters(networks)}",
            [
                .. MethodParameters.Declarations(_needs),
                .. Sources.Select(rows => $"{WellKnownNames.Dataset}<{rows.Type}> {Signatures.Data(rows.Source)}"),
                .. Scans.Select(scan => $"double[] {StatisticsEmitter.Values(scan.Member.Name, _cast.Model)}"),
                .. _plan.Networks.Select(network => $"{WellKnownNames.Optimizer} {network.Name}Optimizer"),
                $"{WellKnownNames.Training}.TrainingOptions options",
                $"{WellKnownNames.Training}.TrainingLog log",
                $"{WellKnownNames.SeedSequence} seeds",
                $"{WellKnownNames.CancellationToken} cancellationToken",
            ],
            ""
        );
        _cast.Constrain(_writer, networks);
        using (_writer.Braces())
        {
            _writer.Line($"using var noGradient = {WellKnownNames.Torch}.no_grad();      // gradients are closed-form");
            Feeds();
            _writer.Line($"log.BeginTurn({Extent(_plan)});");
            using (_writer.Block("for (var epoch = 0; epoch < options.Epochs; epoch++)"))
            {
                foreach (var rows in _plan.Rows)
                    _writer.Line(Shuffle(_plan, rows));
                Steps();
                _writer.Line("log.EndEpoch(epoch);");
            }
        }
        Host?.Emit();
    }

    private void Feeds()
    {
        var first = Signatures.Escape(_plan.Networks[0].Name);
        foreach (var rows in _plan.Rows)
        {
            var (data, device) = (Signatures.Data(rows.Source), $"{first}.Parameters.Type, {first}.Parameters.Device");
            var made = rows.Ensemble is { } ensemble
                ? $"{WellKnownNames.Data}.BootstrapFeed<{rows.Type}>({data}, {Signatures.Escape(ensemble.Name)}.Members, "
                    + $"{Resampling(ensemble)}, seeds.Child(\"{rows.Name}\"), {device}{Fraction(ensemble)}){Least(rows)}"
                : $"{WellKnownNames.BatchFeed}<{rows.Type}>({data}, {device}) "
                    + $"{{ LeastRows = {WellKnownNames.Training}.Fitting.LeastRows({Compares(_plan, rows)}) }}";
            _writer.Line($"using var {rows.Name}Feed = new {made};");
            foreach (var kept in Loss.Kept.Where(kept => kept.Batch == rows.Name))
            {
                _writer.Line("// frozen: asked once");
                _writer.Call(
                    $"{rows.Name}Feed.Keep",
                    [
                        $"\"{kept.Variable}\"",
                        $"rows => {Signatures.Escape(kept.Variable)}.Forward([{string.Join(", ", kept.Questions)}])",
                        .. new RolloutShape(_cast).HasRounds
                            ? Array.Empty<string>()
                            : ["options.Answers", Signatures.Escape(kept.Variable)],
                    ],
                    ";"
                );
            }
            foreach (var (member, _) in Scans.Where(scan => rows.Source == scan.Emitter.Source))
            {
                var values = $"new global::System.ReadOnlySpan<double>({StatisticsEmitter.Values(member.Name, _cast.Model)})";
                _writer.Line($"{rows.Name}Feed.Attach(\"{member.Name}\", {values}, []);");
            }
        }
    }

    /// <summary>What says how many rows a batch must have at least; nothing where that is one.</summary>
    public static string Least(RowSource rows) => rows.ComparesRows ? " { LeastRows = 2 }" : "";

    /// <summary>The arguments that say whether batches of one row will do: what the losses read, and who is trained.</summary>
    public static string Compares(TurnPlan plan, RowSource rows) =>
        $"[{string.Join(", ", plan.Networks.Select(network => Signatures.Escape(network.Name)))}], "
        + $"comparesRows: {(rows.ComparesRows ? "true" : "false")}";

    /// <summary>The statement that shuffles the rows at the start of an epoch; both forms draw the same order.</summary>
    public static string Shuffle(TurnPlan plan, RowSource rows) =>
        $"{rows.Name}Feed.Shuffle(seeds.Child((ulong)epoch){(plan.Rows.Count == 1 ? "" : $".Child(\"{rows.Name}\")")}.Stream());";

    /// <summary>The argument that says from which rows each member of an ensemble learns.</summary>
    public static string Resampling(Trained ensemble) =>
        $"{WellKnownNames.DslRoot}.Bootstrap.{(ensemble.Bootstrap ? "WithReplacement" : "None")}";

    /// <summary>The arguments that say how many steps an epoch has.</summary>
    public static string Extent(TurnPlan plan) =>
        plan.Rows.Count == 0 ? "1" : $"{plan.Rows[0].Name}Feed.Count, {plan.Rows[0].Name}Feed.LeastRows";

    /// <summary>The argument that says how many of the rows each member learns from; none where it is all of them.</summary>
    public static string Fraction(Trained ensemble) => ensemble.Fraction == 1 ? "" : $", {CSharpText.Number(ensemble.Fraction)}";

    private void Steps()
    {
        if (_plan.Rows.Count == 0)
        {
            using (_writer.Block(""))
                Step();
            return;
        }
        var (rows, drawn) = (_plan.Rows[0].Name, Drawn(_plan.Rows[0]));
        _writer.Line($"while ({rows}Feed.Next(options.BatchSize) is {{ }} {drawn})");
        using (_writer.Block($"using ({drawn})"))
            Step();
    }

    private AugmentEmitter? AugmentOf(RowSource rows) => Augments.FirstOrDefault(candidate => candidate.Plan.AppliesTo(rows));

    /// <summary>The local of a batch as it was drawn.</summary>
    private string Drawn(RowSource rows) => rows.Name + (AugmentOf(rows) is null ? "Rows" : "Drawn");

    private void Step()
    {
        _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        _writer.Line($"using var step = {WellKnownNames.Torch}.NewDisposeScope();");
        if (HasDraws)
            _writer.Line($"var draws = new {WellKnownNames.Training}.StepDraws(seeds.Child(\"draws\"), log.Steps);");
        if (Loss.Needs.Concat(Augments.SelectMany(augment => augment.Needs)).Any(need => need.Kind == ParameterKind.Clock))
            _writer.Line("var clock = log.Clock;");
        foreach (var rows in _plan.Rows)
        {
            if (rows != _plan.Rows[0])
                _writer.Line($"using var {Drawn(rows)} = {rows.Name}Feed.NextCyclic(options.BatchSize);");
            if (AugmentOf(rows) is { } augment)
                _writer.Line(
                    $"using var {rows.Name}Rows = {augment.MethodName}("
                        + $"{string.Join(", ", MethodParameters.Arguments(augment.Needs).Append(Drawn(rows)))});"
                );
        }
        foreach (var network in _plan.Networks)
            _writer.Line($"{network.Name}Optimizer.ZeroGradients();");
        var count = _plan.Rows.Count == 0 ? "1" : $"{_plan.Rows[0].Name}Rows.Count";
        _writer.Line(
            $"log.Add({Identifiers.Member(Signatures.Accumulate(_plan))}({string.Join(", ", Loss.Needs.Select(Argument))}), {count});"
        );
        foreach (var network in _plan.Networks)
            _writer.Line($"{network.Name}Optimizer.Step(log.LearningRate);");
        foreach (var target in Targets)
            _writer.Line(
                $"global::DeclarativeIL.Networks.Targets.Follow({Signatures.Escape(target.Name)}, {Signatures.Escape(target.Of)}, "
                    + $"{Identifiers.Member(CSharpText.Polyak(target.Name))});"
            );
    }

    private string Argument(MethodParameter need) => need.Kind == ParameterKind.Batch ? need.Name + "Rows" : need.Text;
}
