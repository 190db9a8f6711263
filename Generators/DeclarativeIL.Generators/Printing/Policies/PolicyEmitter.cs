using System.Globalization;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Cpu;
using DeclarativeIL.Generators.Printing.Torch;

namespace DeclarativeIL.Generators.Printing.Policies;

/// <summary>Writes the file of a declared head: its policy, with the head's equations for many rows inside.</summary>
internal sealed class PolicyEmitter
{
    private const string Equations = "Equations";

    private readonly HeadPlan _plan;
    private readonly HeadModel _model;
    private readonly SourceWriter _writer = new();

    private PolicyEmitter(HeadPlan plan) => (_plan, _model) = (plan, plan.Model);

    public static GeneratedFile Emit(HeadPlan plan) => new PolicyEmitter(plan).Emit();

    private string Policy => CSharpText.Type(_model.Base + "Policy");

    /// <summary>What stands beside the error where a loss asks what the head does not say.</summary>
    private string Unanswered =>
        HeadFaces.Undeclared(_model) is { Count: > 0 } missing
            ? $" It is not asked {string.Join(" or ", missing)}: the head declares none."
            : "";

    private GeneratedFile Emit()
    {
        SourceWriter.Header(_writer, _model.Namespace);
        _writer.Line($"/// <summary>A policy that acts as <see cref=\"{CSharpText.Type(_model.Name)}\"/> declares.{Unanswered}</summary>");
        if (_model.Summary.Length > 0)
            _writer.Line($"/// <remarks>{XmlText.Escape(_model.Summary)}</remarks>");
        _writer.Line(SourceWriter.Stamp);
        var bases = string.Join(
            ", ",
            HeadFaces.OfPolicy(_model).Prepend(_model.Field is null ? RuntimeTypes.DeclaredPolicy : RuntimeTypes.GenerativePolicy)
        );
        using (_writer.Block($"{_model.Access} sealed class {Policy} : {bases}"))
        {
            new ConstructorsEmitter(_writer, _model, Policy, Equations).Emit();
            _writer.Line();
            if (_model.Parts.Count > 0)
                EmitProduct();
            else
                EmitEquations();
        }
        if (_model.Field is null)
            EnsembleEmitter.Emit(_writer, _model, Policy, Equations);
        _writer.Line();
        _writer.Line(SourceWriter.Stamp);
        using (_writer.Block($"partial record {CSharpText.Type(_model.Name)} : {RuntimeTypes.DeclaredHead}"))
        {
            _writer.Line($"static {RuntimeTypes.HeadEquations} {RuntimeTypes.DeclaredHead}.Equations => new {Policy}.{Equations}();");
            _writer.Line();
            _writer.Line($"static {RuntimeTypes.Space} {RuntimeTypes.DeclaredHead}.SmallSpace => {SmallSpace};");
        }
        return new(
            _model.HintName + ".g.cs",
            Hygiene.Settle(_writer.ToString(), _writer.Ends, _plan.Scope.Model, _plan.Scope.Networks.Data)
        );
    }

    private IEnumerable<string> Parts => _model.Parts.Select(part => $"{RuntimeTypes.HeadPart}.Of<{part.TypeName}>(\"{part.Name}\")");

    /// <summary>C# for a space that the head's laws are checked over; of a tuple, of the small spaces of its parts.</summary>
    private string SmallSpace =>
        _model.Space == RuntimeTypes.TupleSpace
            ? $"{RuntimeTypes.ProductEquations}.SmallTuple([{string.Join(", ", Parts)}])"
            : _model.SmallSpace;

    private void EmitProduct()
    {
        _writer.Line($"/// <summary>The equations of {_model.Name}: those of its parts.</summary>");
        using (_writer.Block($"internal sealed class {Equations}() : {RuntimeTypes.ProductEquations}([{string.Join(", ", Parts)}])"))
            Override("string", "Kind", $"\"{_model.Kind}\"");
    }

    private void EmitEquations()
    {
        _writer.Line($"/// <summary>The equations of {_model.Name} for many rows.</summary>");
        var hyperparameters = _model.Hyperparameters.ToList();
        using (_writer.Block($"internal sealed class {Equations}({ConstructorsEmitter.Parameters(_model)}) : {EquationsBase}"))
        {
            foreach (var column in hyperparameters)
                _writer.Line(
                    $"private double {CSharpText.Type(column.Name)} {{ get; }} = {CSharpText.Escape(CSharpText.Camel(column.Name))};"
                );
            Override("string", "Kind", $"\"{_model.Kind}\"");
            if (_model.Field is { } field)
                Override("int", "StepsOfSample", field.Steps);
            else
                EmitColumns();
            Override(
                "global::System.Collections.Generic.IReadOnlyList<string>",
                "Declared",
                "",
                $"[{string.Join(", ", _model.Members.Select(member => $"\"{member.Member}\""))}]"
            );
            if (_plan.IsReparameterised)
                Override("bool", "IsReparameterised", "true");
            if (_model.IsUnit)
                Override("bool", "IsUnit", "true");
            if (hyperparameters.Count > 0)
                Override(
                    "global::System.Collections.Generic.IReadOnlyList<(string Name, double Value)>",
                    "Hyperparameters",
                    $"[{string.Join(", ", hyperparameters.Select(column => $"(\"{column.Stored}\", {CSharpText.Type(column.Name)})"))}]"
                );
            foreach (
                var member in _model.Members.Where(member =>
                    member.Draws.Count > 0 && member.Member is HeadMember.Sample or HeadMember.Mode or HeadMember.Fit
                )
            )
                Override(
                    $"global::System.Collections.Generic.IReadOnlyList<{RuntimeTypes.HeadDraw}>",
                    member.Member + "Draws",
                    "",
                    $"[{string.Join(", ", member.Draws.Select((_, draw) => $"new({Number(_plan.WidthOf(member, draw))})"))}]"
                );
            var rows = new HeadRowsEmitter(_writer, _plan);
            rows.EmitKept();
            foreach (var method in _plan.Methods)
                rows.Emit(method);
            var tensors = new HeadTensorsEmitter(_writer, _plan);
            tensors.EmitKept();
            foreach (var method in _plan.Methods)
                tensors.Emit(method);
        }
    }

    private string EquationsBase => _model.Field is null ? RuntimeTypes.HeadEquations : RuntimeTypes.FieldEquations;

    private void EmitColumns()
    {
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line($"public override global::System.Collections.Generic.IReadOnlyList<{RuntimeTypes.HeadColumn}> Columns {{ get; }} =");
        _writer.Line($"[{string.Join(", ", _model.Values.Select(Column))}];");
    }

    private void Override(string type, string name, string value, string initial = "")
    {
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line(
            initial.Length > 0 ? $"public override {type} {name} {{ get; }} = {initial};" : $"public override {type} {name} => {value};"
        );
    }

    private static string Column(HeadColumnModel column) =>
        $"new(\"{column.Stored}\", {(column.Role == HeadColumnRole.Free ? "true" : "false")}, "
        + $"{(column.Type.Rank == 0 ? "true" : "false")}, {column.Start})"
        + (Details(column) is { Count: > 0 } details ? $" {{ {string.Join(", ", details)} }}" : "");

    private static List<string> Details(HeadColumnModel column)
    {
        static string Argument(string name) => CSharpText.Escape(CSharpText.Camel(name));
        var details = new List<string>();
        if (column.Size.Length > 0)
            details.Add($"{(column.IsTable ? "PerComponent" : "Length")} = {Argument(column.Size)}");
        if (column.Role == HeadColumnRole.Given)
            details.Add($"GivenAt = {Argument(HeadModel.PlaceOf(column).Name)}");
        return details;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
