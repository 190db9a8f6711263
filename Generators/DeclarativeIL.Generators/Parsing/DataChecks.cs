using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Checks the rows that members make against those that losses learn from.</summary>
internal static class DataChecks
{
    /// <exception cref="Refusal">Rows that are made go nowhere, or a loss reads columns of other rows than its own.</exception>
    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        foreach (var loss in model.Losses.Where(loss => loss.Member.IsBatched))
            CheckBatched(loss.Member, model, type);
        foreach (var loss in model.Losses)
            CheckColumns(loss.Member, model, type);
        if (model.Others.Gate is { } gate && !IsLearned(model, RuntimeTypes.Demonstration))
            throw Unlearned(type, gate.Member, "aggregates the expert's labels", RuntimeTypes.Demonstration);
        if (model.Others.Collect is { } collect && !IsLearned(model, collect.Member.Equation.Type.Name))
            throw Unlearned(type, collect.Member, "collects rows", collect.Member.Equation.Type.Name);
        foreach (var augment in model.Others.Augments)
            if (!Learned(model).Any(row => row.Type == augment.Equation.Type))
                throw Unlearned(type, augment, "replaces rows", augment.Equation.Type.Name);
    }

    /// <summary>An unused reward is allowed, since the class may be there to learn it; it is reported all the same.</summary>
    public static Diagnostic? UnusedReward(AlgorithmModel model, INamedTypeSymbol type) =>
        model.Others.Reward is { } reward && Learned(model).All(row => row.Role is Role.Row { Source: Rows.Supplied })
            ? Diagnostic.Create(Descriptors.UnusedReward, ClassChecks.Place(type, reward.Name, null), reward.Name)
            : null;

    /// <summary>A loss over batches trains what its columns ask.</summary>
    private static void CheckBatched(MemberModel loss, AlgorithmModel model, INamedTypeSymbol type)
    {
        if (
            !ColumnsOf(loss, model)
                .SelectMany(pair => pair.Column.Parameters)
                .Any(parameter => parameter.Role is Role.Network { View: View.Plain })
        )
            throw new Refusal(Descriptors.NothingToTrain, ClassChecks.Place(type, loss.Name, null), loss.Name);
    }

    /// <summary>The rows of a loss and of the columns that it is given.</summary>
    public static IEnumerable<ParameterModel> RowsOf(MemberModel loss, AlgorithmModel model) =>
        loss
            .Parameters.Concat(ColumnsOf(loss, model).SelectMany(pair => pair.Column.Parameters))
            .Where(parameter => parameter.Role is Role.Row);

    /// <summary>A loss or a metric and the columns that it is given are over one batch.</summary>
    public static void CheckColumns(MemberModel loss, AlgorithmModel model, INamedTypeSymbol type)
    {
        var own = loss.Parameters.FirstOrDefault(parameter => parameter.Role is Role.Row);
        foreach (var (parameter, column) in ColumnsOf(loss, model))
        {
            var row = column.Parameters.FirstOrDefault(candidate => candidate.Role is Role.Row);
            if (own is not null && row is not null && (row.Type != own.Type || ((Role.Row)row.Role).Source != ((Role.Row)own.Role).Source))
                throw new Refusal(Descriptors.SeveralRows, ClassChecks.Place(type, loss.Name, parameter.Name), loss.Name, parameter.Name);
            own ??= row;
        }
    }

    private static IEnumerable<(ParameterModel Parameter, MemberModel Column)> ColumnsOf(MemberModel loss, AlgorithmModel model) =>
        loss
            .Parameters.Where(parameter => parameter.Role is Role.Statistic)
            .Select(parameter =>
                (parameter, model.Others.Columns.First(column => column.Member.Name == ((Role.Statistic)parameter.Role).Column).Member)
            );

    /// <summary>The rows of losses and of the columns that statistics are over.</summary>
    private static IEnumerable<ParameterModel> Learned(AlgorithmModel model) =>
        model
            .Losses.Select(loss => loss.Member)
            .Concat(model.Others.Columns.Select(column => column.Member))
            .SelectMany(member => member.Parameters)
            .Where(parameter => parameter.Role is Role.Row);

    private static bool IsLearned(AlgorithmModel model, string row) =>
        Learned(model).Any(parameter => parameter.Type.Name == row && parameter.Role is Role.Row { Source: Rows.Supplied });

    private static Refusal Unlearned(INamedTypeSymbol type, MemberModel member, string what, string row) =>
        new(
            Descriptors.NoLabels,
            ClassChecks.Place(type, member.Name, null),
            member.Name,
            what,
            row.Substring(row.LastIndexOfAny(['.', ':']) + 1) + " rows"
        );
}
