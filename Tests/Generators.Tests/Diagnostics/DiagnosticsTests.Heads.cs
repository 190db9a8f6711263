namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Heads, their columns and members.</content>
public partial class DiagnosticsTests
{
    private const string Means = "public Act Mode => Place;";

    // of a head with a network inside
    private const string Inside = "(Features Field, State State, int Steps = 5) ";
    private const string Asks = "public double Fit(Act a, Gaussian z) => SquaredNorm(Field.Of(State, z, 0) + z - a); ";
    private const string Follows = "public Act Sample(Gaussian z) => Act.At(Fold(z, Steps, (x, k) => x + Field.Of(State, x, k / Steps)));";

    public static TheoryData<string, string> Heads =>
        new()
        {
            { "DIL063", $"[Head<BoxSpace>] sealed record [|SpotHead|](Act Place) {{ {Means} }}" },
            { "DIL063", $"[Head<BoxSpace>] partial record [|SpotHead|](Act Place) {{ {Means} }}" },
            { "DIL063", "[Head<BoxSpace>] sealed partial class [|SpotHead|] { public Act Mode => default; }" },
            { "DIL063", $"[Head<BoxSpace>] sealed partial record [|Spot|](Act Place) {{ {Means} }}" },
            { "DIL063", $"[Head<BoxSpace>] sealed partial record [|SpotHead|]<T>(Act Place) {{ {Means} }}" },
            { "DIL063", $"partial class Outer {{ [Head<BoxSpace>] sealed partial record [|SpotHead|](Act Place) {{ {Means} }} }}" },
            { "DIL064", $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, string [|Name|]) {{ {Means} }}" },
            { "DIL064", $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, int [|Count|]) {{ {Means} }}" },
            { "DIL064", $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, float [|Wide|] = 1) {{ {Means} }}" },
            { "DIL064", $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, [Free] double [|Wide|] = 1) {{ {Means} }}" },
            {
                "DIL064",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, [Free(Start = \"None\")] Vector [|Wide|]) {{ {Means} }}"
            },
            { "DIL064", "[Head<BoxSpace>] sealed partial record [|SpotHead|]([Free] Vector Wide) { public Act Mean => Act.At(Wide); }" },
            { "DIL064", $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, [Width(\"K\")] Vector [|Wide|]) {{ {Means} }}" },
            {
                "DIL064",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, [Columns(\"K\")] Vector [|Wide|], double K = 2) {{ {Means} }}"
            },
            {
                "DIL064",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place, [Width(\"K\")] double [|Wide|], int K = 2) {{ {Means} }}"
            },
            { "DIL064", "[Head<TupleSpace>] sealed partial record PairHead(DeclarativeIL.Policies.CategoricalHead One, Vector [|Two|]);" },
            { "DIL064", "[Head<BoxSpace>] sealed partial record PairHead(DeclarativeIL.Policies.CategoricalHead [|One|]);" },
            { "DIL064", "[Head<MultiDiscreteSpace>] sealed partial record PairHead(DeclarativeIL.Policies.GaussianHead [|One|]);" },
            { "DIL064", "[Head<TupleSpace>] sealed partial record PairHead(DeclarativeIL.Policies.HybridHead [|One|]);" },
            {
                "DIL064",
                "[Head<TupleSpace>] sealed partial record PairHead(DeclarativeIL.Policies.CategoricalHead One) "
                    + "{ public Act [|Mode|] => default; }"
            },
            {
                "DIL067",
                "partial class Sums { [Loss] static double L(Policy pi, Demonstration d) "
                    + "=> [|Tables.RowSums(pi.LogProbs(d.State), d.Action.Index)|].Size; }"
            },
            { "DIL065", "[Head<BoxSpace>] sealed partial record [|SpotHead|](Vector Place) { public double Entropy => 0; }" },
            { "DIL066", $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place) {{ {Means} public Vector [|Entropy|] => Place; }}" },
            {
                "DIL066",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place) {{ {Means} public double [|LogProb|](double x) => x; }}"
            },
            {
                "DIL068",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place) {{ {Means} public double LogProb(Act a) => 0; "
                    + "public double [|LogProb|](Gaussian z) => 0; public Act Sample(Draw z) => Place; }"
            },
            {
                "DIL068",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place) {{ {Means} public double LogProb(Act a) => 0; "
                    + "public double [|LogProb|](Gaussian z, Draw k) => 0; public Act Sample(Draw k, Gaussian z) => Place; }"
            },
            {
                "DIL068",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place) {{ {Means} "
                    + "public double [|LogProb|](Gaussian z) => 0; public Act Sample(Gaussian z) => Place + z; }"
            },
            {
                "DIL069",
                "[Head<BoxSpace>] sealed partial record SpotHead(Act Mean, Vector Logits) "
                    + "{ public Act [|Sample|](Gaussian z, Draw k) => Mean + (1 + Categorical(Logits, k).Index) * z; }"
            },
            {
                "DIL066",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place) {{ {Means} public double [|Fit|](Gaussian z) => 0; }}"
            },
            { "DIL064", "[Head<UnitBox>] sealed partial record SpotHead([Free(0)] Features [|Field|], State State);" },
            {
                "DIL064",
                "[Head<TupleSpace>] sealed partial record PairHead(DeclarativeIL.Policies.FlowHead [|One|], "
                    + "DeclarativeIL.Policies.CategoricalHead Two);"
            },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record [|SpotHead|](Features Field, State State, State Other, int Steps = 5) { "
                    + Asks
                    + Follows
                    + " }"
            },
            { "DIL090", "[Head<DiscreteSpace>] sealed partial record [|SpotHead|]" + Inside + "{ " + Asks + Follows + " }" },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record [|SpotHead|](Features Field, State State, Vector Other, int Steps = 5) { "
                    + Asks
                    + Follows
                    + " }"
            },
            { "DIL090", "[Head<UnitBox>] sealed partial record [|SpotHead|]" + Inside + "{ " + Follows + " }" },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record SpotHead" + Inside + "{ " + Asks + Follows + " public double [|Entropy|] => Steps; }"
            },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record SpotHead"
                    + Inside
                    + "{ public double [|Fit|](Act a, Gaussian z) => SquaredNorm(Field.Of(State, z, 0) - Field.Of(State, z, 1)); "
                    + Follows
                    + " }"
            },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record SpotHead"
                    + Inside
                    + "{ "
                    + Asks
                    + "public Act [|Sample|](Gaussian z) => Act.At(z + Field.Of(State, z, 0)); }"
            },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record SpotHead"
                    + Inside
                    + "{ "
                    + Asks
                    + "public Act [|Sample|](Gaussian z) => Act.At(Fold(z, 3, (x, k) => k * x)); }"
            },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record SpotHead"
                    + Inside
                    + "{ "
                    + Asks
                    + "public Act [|Sample|](Gaussian z) => Act.At(z + Fold(z, 3, (x, k) => Field.Of(State, x, k))); }"
            },
            {
                "DIL090",
                "[Head<UnitBox>] sealed partial record SpotHead"
                    + Inside
                    + "{ "
                    + Asks
                    + "public Act [|Sample|](Gaussian z) => Act.At(Fold(z, 0, (x, k) => Field.Of(State, x, k))); }"
            },
            {
                "DIL005",
                $"[Head<BoxSpace>] sealed partial record SpotHead(Act Place) {{ {Means} "
                    + "public double Entropy { get { [|while (true) { }|] } } }"
            },
        };
}
