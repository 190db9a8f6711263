using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>The epochs of one turn on the host: the same batches in the same order, without tensors.</summary>
internal sealed class HostFitEmitter(SourceWriter writer, Cast cast, TurnPlan plan, IReadOnlyList<MemberModel> scans)
{
    private readonly HostLossEmitter _loss = new(writer, cast, plan);

    private static string Training => WellKnownNames.Training;

    /// <summary>Name of the variable that holds the networks of the turn; null in it where they need tensors.</summary>
    public static string Variable(TurnPlan plan) => "host" + plan.Name;

    private readonly List<KeptQuestions> _kept = [.. KeptQuestions.Of(plan, cast, HostForm.Results(plan))];

    private IEnumerable<MethodParameter> Given =>
        MethodParameters
            .Sort(AllNeeds, cast)
            .Where(need => need.Kind is not (ParameterKind.Network or ParameterKind.Batch or ParameterKind.Draws or ParameterKind.Clock));

    private IEnumerable<MethodParameter> AllNeeds => _loss.Needs.Concat(Augments.SelectMany(augment => augment.Emitter.Needs));

    private IEnumerable<(RowSource Rows, HostAugmentEmitter Emitter)> Augments =>
        plan.Rows.SelectMany(rows =>
            cast.Augments.Where(augment => augment.AppliesTo(rows))
                .Take(1)
                .Select(augment => (rows, new HostAugmentEmitter(writer, cast, augment)))
        );

    private IEnumerable<RowSource> Sources => plan.Rows.GroupBy(rows => rows.Source).Select(group => group.First());

    private List<string> Networks =>
        [
            .. plan.Networks.Select(network => network.Name),
            .. MethodParameters
                .Networks(AllNeeds)
                .Concat(Targets.Select(target => target.Name))
                .Distinct()
                .Where(name => plan.Networks.All(network => network.Name != name)),
        ];

    private IEnumerable<Copied> Targets =>
        cast.Players.Copies.Where(copy => copy.View == View.Target && plan.Networks.Any(network => network.Name == copy.Of));

    /// <summary>Chooses, at the start of <c>Train</c>, where the turn is computed.</summary>
    public void Choose()
    {
        var asked = Networks.Skip(plan.Networks.Count).Select(Signatures.Escape).ToList();
        var trained = string.Join(", ", plan.Networks.Select(network => Signatures.Escape(network.Name)));
        var chosen = $"{Training}.HostTraining.Of(options, {plan.Losses.Count}, [{trained}], [{string.Join(", ", asked)}])";
        writer.Line($"using var {Variable(plan)} = {chosen};      // none where a network needs tensors");
    }

    public string Call(string seeds) => $"{Identifiers.PrivateMember(Method)}({string.Join(", ", CallArguments(seeds))});";

    private IEnumerable<string> CallArguments(string seeds) =>
        [
            Variable(plan),
            .. MethodParameters.Arguments(Given),
            .. Sources.Select(FitEmitter.Dataset),
            .. scans.Select(scan => StatisticsEmitter.Values(scan.Name, cast.Model)),
            "options",
            "log",
            $"{seeds}.Child(\"{Signatures.Fit(plan)}\")",
            "cancellationToken",
        ];

    private string Method => Signatures.Fit(plan) + "OnHost";

    public void Emit()
    {
        writer.Line();
        writer.Line("/// <summary>The same on the host: perceptrons on the CPU, sample by sample, without tensors.</summary>");
        writer.Call(
            $"private void {Identifiers.Private(Method)}",
            [
                $"{Training}.HostTraining host",
                .. MethodParameters.Declarations(Given),
                .. Sources.Select(rows => $"{WellKnownNames.Dataset}<{rows.Type}> {Signatures.Data(rows.Source)}"),
                .. scans.Select(scan => $"double[] {StatisticsEmitter.Values(scan.Name, cast.Model)}"),
                $"{Training}.TrainingOptions options",
                $"{Training}.TrainingLog log",
                $"{WellKnownNames.SeedSequence} seeds",
                $"{WellKnownNames.CancellationToken} cancellationToken",
            ],
            ""
        );
        using (writer.Braces())
        {
            Feeds();
            if (AllNeeds.Any(need => need.Kind == ParameterKind.Draws))
                writer.Line($"var draws = new {WellKnownNames.HostDraws}(seeds.Child(\"draws\"));");
            writer.Line($"log.BeginTurn({FitEmitter.Extent(plan)});");
            writer.Line("host.Load();");
            using (writer.Block("for (var epoch = 0; epoch < options.Epochs; epoch++)"))
            {
                foreach (var rows in plan.Rows)
                    writer.Line(FitEmitter.Shuffle(plan, rows));
                using (writer.Block(plan.Rows.Count == 0 ? "" : $"while ({plan.Rows[0].Name}Feed.Next(options.BatchSize))"))
                    Step();
                writer.Line("host.Store();");
                writer.Line("log.EndEpoch(epoch);");
            }
        }
    }

    private void Feeds()
    {
        foreach (var rows in plan.Rows)
        {
            var feed = $"var {rows.Name}Feed = new {WellKnownNames.Data}.HostFeed<{rows.Type}>({Signatures.Data(rows.Source)}";
            writer.Line(
                rows.Ensemble is { } ensemble
                    ? $"{feed}, {ensemble.Members}, {FitEmitter.Resampling(ensemble)}, seeds.Child(\"{rows.Name}\")"
                        + $"{FitEmitter.Fraction(ensemble)}){FitEmitter.Least(rows)};"
                    : $"{feed}){FitEmitter.Least(rows)};"
            );
            foreach (var augment in Augments.Where(augment => augment.Rows == rows))
                writer.Line(augment.Emitter.Make(rows));
            foreach (var kept in _kept.Where(kept => kept.Batch == rows.Name))
            {
                var once = $"host[{Networks.IndexOf(kept.Variable)}].Once({rows.Name}Feed.Count)";
                writer.Line($"using var {kept.Variable}Once = {once};      // frozen: asked once about each row");
            }
            foreach (var scan in scans.Where(scan => rows.Source == ScanEmitter.SourceOf(scan, cast.Players)))
                writer.Line($"{rows.Name}Feed.Attach(\"{scan.Name}\", {StatisticsEmitter.Values(scan.Name, cast.Model)});");
        }
    }

    private void Step()
    {
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        if (AllNeeds.Any(need => need.Kind == ParameterKind.Clock))
            writer.Line("var clock = log.Clock;");
        if (AllNeeds.Any(need => need.Kind == ParameterKind.Draws))
            writer.Line("draws.Begin(log.Steps);");
        foreach (var rows in plan.Rows.Skip(1))
            writer.Line($"{rows.Name}Feed.NextCyclic(options.BatchSize);");
        foreach (var (rows, augment) in Augments)
            writer.Line(augment.Call(rows, need => need.Kind == ParameterKind.Network ? PassFor(need.Name, rows) : need.Text));
        writer.Line("host.Begin();");
        writer.Line(
            $"{Identifiers.Member(Signatures.Accumulate(plan))}({string.Join(", ", _loss.Needs.Select(Argument).Append("host.Losses"))});"
        );
        var count = plan.Rows.Count == 0 ? "1" : plan.Rows[0].Name + "Feed.Rows.Count";
        writer.Line($"log.Add({Identifiers.PrivateStatic(Signatures.LossNames(plan))}, host.Losses, {count});");
        writer.Line("host.Step(log.LearningRate);");
        foreach (var target in Targets)
        {
            var (copy, original) = (Networks.IndexOf(target.Name), Networks.IndexOf(target.Of));
            var polyak = Identifiers.Member(CSharpText.Polyak(target.Name));
            writer.Line($"host.Follow({copy}, {original}, {polyak});      // {target.Name} follows {target.Of}");
        }
    }

    /// <summary>An augmentation asks before the losses do: where they ask the same network, by a pass of its own.</summary>
    private string PassFor(string network, RowSource rows)
    {
        var before = Augments
            .TakeWhile(augment => augment.Rows != rows)
            .Count(augment => MethodParameters.Networks(augment.Emitter.Needs).Contains(network));
        var number = _loss.PassesOf(network) + before;
        return $"host[{Networks.IndexOf(network)}]{(number == 0 ? "" : $".Pass({number})")}";
    }

    private string Argument(MethodParameter need) =>
        need.Kind switch
        {
            ParameterKind.Network when _kept.Any(kept => kept.Variable == need.Name) => need.Name + "Once",
            ParameterKind.Network => $"host[{Networks.IndexOf(need.Name)}]",
            ParameterKind.Batch when Augments.Any(augment => augment.Rows.Name == need.Name) => need.Name + "Rows",
            ParameterKind.Batch => need.Name + "Feed.Rows",
            _ => need.Text,
        };
}
