using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// Answers of a frozen policy that are kept on file: used where policy, rows and questions are the same, and never otherwise.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class AnswersOnFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("answers").FullName;
    private readonly List<string> _told = [];

    private OutputCache Store => new(Path.Combine(_folder, "pairs"), _told.Add);

    private string FileName => Store.FileOf("Preference", "reference");

    [Fact]
    public void The_second_run_asks_nothing_and_ends_with_the_same_bits()
    {
        var first = Trained(Nets.Preferences(), Store);
        Assert.Empty(_told);
        Assert.True(File.Exists(FileName));
        var written = File.ReadAllBytes(FileName);
        var second = Trained(Nets.Preferences(), Store);
        Assert.Equal($"{FileName}: reference is not asked about 50 rows; the answers are on file.", Assert.Single(_told));
        Assert.Equal(first, second);
        Assert.Equal(Trained(Nets.Preferences(), null), second);
        Assert.Equal(written, File.ReadAllBytes(FileName));
        Assert.Equal([FileName], Directory.GetFiles(_folder)); // no temporary file is left
    }

    [Fact]
    public void Only_the_rows_that_are_asked_again_are_put_to_the_network()
    {
        var (pi, data) = (Nets.Gaussian(), Nets.Preferences());
        Assert.Equal([50], Asked(pi, data));
        Assert.Equal([8], Asked(pi, data));
        pi.Dispose();
    }

    [Fact]
    public void Another_network_is_asked_anew()
    {
        Trained(Nets.Preferences(), Store, seed: 1);
        var other = Trained(Nets.Preferences(), Store, seed: 2);
        Assert.Contains("it is of another network", Assert.Single(_told), StringComparison.Ordinal);
        Assert.Equal(Trained(Nets.Preferences(), null, seed: 2), other);
    }

    [Fact]
    public void One_changed_number_in_the_rows_is_noticed()
    {
        Trained(Nets.Preferences(), Store);
        var rows = Nets.Preferences().ToArray();
        rows[37] = rows[37] with
        {
            Rejected = Act.Continuous(
                rows[37].Rejected[0],
                BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)rows[37].Rejected[1]) + 1)
            ),
        };
        var other = Trained(new Dataset<Preference>(rows), Store);
        Assert.Contains("it is about other rows", Assert.Single(_told), StringComparison.Ordinal);
        Assert.Equal(Trained(new Dataset<Preference>(rows), null), other);
    }

    /// <summary>An algorithm that asks something else of the same policy about the same rows.</summary>
    [Fact]
    public void Other_questions_are_asked_anew()
    {
        Trained(Nets.Preferences(), Store);
        using var pi = Nets.Gaussian();
        using var feed = new BatchFeed<Preference>(Nets.Preferences(), ScalarType.Float32);
        feed.Cache("reference", rows => pi.Forward(new LogProbQuestion(rows["Rejected"], rows["Context"])), Store, pi);
        Assert.Contains("it answers other questions", Assert.Single(_told), StringComparison.Ordinal);
        using var batch = feed.Next(50)!;
        Assert.Equal(1, batch.Cached("reference")!.Count);
    }

    /// <summary>Generated code breaks its lines anew when something else of it changes.</summary>
    [Fact]
    public void The_same_question_in_other_lines_is_the_same()
    {
        using var pi = Nets.Gaussian();
        Asked(pi, Nets.Preferences(), "rows => pi.Forward(\n    [Chosen, Context])");
        Assert.DoesNotContain(50, Asked(pi, Nets.Preferences(), "rows => pi.Forward([Chosen,\r\n\tContext])"));
        Assert.Equal([50], Asked(pi, Nets.Preferences(), "rows => pi.Forward([Rejected, Context])"));
    }

    /// <summary>Equal parameters do not make equal networks: an activation is no parameter, nor what a module does not train.</summary>
    [Fact]
    public void What_is_no_parameter_makes_another_network_too()
    {
        using var tanh = new GaussianPolicy(2, Reach.Pushes, [8], Activation.Tanh, new SeedSequence(1));
        using var relu = new GaussianPolicy(2, Reach.Pushes, [8], Activation.Relu, new SeedSequence(1));
        relu.Parameters.CopyFrom(tanh.Parameters);
        Differs(tanh, relu);
        using var first = nn.Linear(2, 2);
        using var second = nn.Linear(2, 2);
        foreach (var parameter in first.parameters().Concat(second.parameters()))
            parameter.requires_grad_(false);
        using var one = GaussianPolicy.Over(nn.Sequential(first), 2, Reach.Pushes);
        using var other = GaussianPolicy.Over(nn.Sequential(second), 2, Reach.Pushes);
        Differs(one, other);

        void Differs(GaussianPolicy one, GaussianPolicy other)
        {
            Asked(one, Nets.Preferences());
            Assert.Equal([50], Asked(other, Nets.Preferences()));
            Assert.Contains("it is of another network", _told[^1], StringComparison.Ordinal);
        }
    }

    /// <summary>The code of a module is in no number and no word.</summary>
    [Fact]
    public void What_nothing_says_is_noticed_by_asking_a_few_rows_again()
    {
        using var tanh = GaussianPolicy.Over(nn.Sequential(nn.Linear(2, 2), nn.Tanh()), 2, Reach.Pushes);
        using var relu = GaussianPolicy.Over(nn.Sequential(nn.Linear(2, 2), nn.ReLU()), 2, Reach.Pushes);
        relu.Parameters.CopyFrom(tanh.Parameters);
        var data = Nets.Preferences();
        Asked(tanh, data);
        Assert.Equal([8, 50], Asked(relu, data));
        Assert.Contains("a few rows that were asked again have other answers", _told[^1], StringComparison.Ordinal);
        Assert.Equal([8], Asked(relu, data));
    }

    /// <summary>Whatever happens to the file: the answers are those of the network.</summary>
    [Fact]
    public void A_damaged_file_is_replaced_and_never_believed()
    {
        var expected = Trained(Nets.Preferences(), Store);
        var whole = File.ReadAllBytes(FileName);
        var random = new RandomStream(1);
        for (var i = 0; i < 60; i++)
        {
            var damaged = i % 3 == 0 ? whole[..random.NextInt(whole.Length)] : (byte[])whole.Clone();
            if (i % 3 != 0)
                damaged[i % 3 == 1 ? whole.Length - 1 - random.NextInt(400) : random.NextInt(whole.Length)] ^= (byte)(
                    1 << random.NextInt(8)
                );
            File.WriteAllBytes(FileName, damaged);
            _told.Clear();
            Assert.Equal(expected, Trained(Nets.Preferences(), Store));
            Assert.EndsWith("The network is asked anew.", Assert.Single(_told), StringComparison.Ordinal);
            Assert.Equal(whole, File.ReadAllBytes(FileName));
        }
    }

    [Fact]
    public void Answers_that_cannot_be_written_are_an_error() =>
        Assert.Throws<DirectoryNotFoundException>(() =>
            Trained(Nets.Preferences(), new OutputCache(Path.Combine(_folder, "nowhere", "pairs")))
        );

    /// <summary>Two algorithms that ask the same questions share a file.</summary>
    [Fact]
    public void Answers_serve_every_algorithm_that_asks_the_same()
    {
        using var first = Nets.Gaussian();
        using var second = Nets.Gaussian();
        var options = Run.Options with { Computation = Computation.Tensors, OutputCache = Store };
        new Aot().Train(first, Nets.Preferences(), options);
        new RegularizedDpo().Train(second, Nets.Preferences(), options); // the same questions: of the chosen and of the rejected answer
        Assert.Contains("the answers are on file", Assert.Single(_told), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The fingerprint of a policy trained on tensors, where answers are kept.</summary>
    private static string Trained(Dataset<Preference> data, OutputCache? store, ulong seed = 1)
    {
        using var pi = Nets.Gaussian(seed);
        new Dpo { Beta = 0.5 }.Train(pi, data, Run.Options with { Computation = Computation.Tensors, OutputCache = store });
        return Nets.Fingerprint(pi);
    }

    /// <summary>How many rows each question was about.</summary>
    private List<int> Asked(GaussianPolicy pi, Dataset<Preference> data, string questions = "chosen")
    {
        var asked = new List<int>();
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float32);
        feed.Cache(
            "reference",
            rows =>
            {
                asked.Add(rows.Count);
                return pi.Forward(new LogProbQuestion(rows["Chosen"], rows["Context"]));
            },
            Store,
            pi,
            questions
        );
        return asked;
    }
}
