using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>Event files, read by other code.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The check value of CRC-32C in the catalogues: the reader is right.</summary>
    [Fact]
    public void The_reader_knows_the_checksum() => Assert.Equal(0xE3069283u, EventFileReader.Checksum("123456789"u8));

    [Fact]
    public void A_run_is_read_back_number_by_number()
    {
        var kept = new Kept();
        string path;
        using (var board = new TensorBoardProgress(_folder.Path))
        using (var all = new TrainingObservers(board, kept))
        {
            path = board.FilePath;
            Runs.DAgger(all);
        }

        Assert.Matches(@"events\.out\.tfevents\.\d{10}\.", Path.GetFileName(path));
        var scalars = EventFileReader.Scalars(File.ReadAllBytes(path)).ToList();
        var epochs = kept.Reports.Where(static report => report.Kind == ProgressKind.Epoch).ToList();
        Assert.Equal(Runs.Rounds * Runs.Epochs, epochs.Count);
        Assert.Equal(
            epochs.Select(static report => (report.Steps, (float)report.Losses["NegativeLogLikelihood"])),
            Of("loss/NegativeLogLikelihood")
        );
        Assert.Equal(epochs.Select(static report => (report.Steps, (float)report.Metrics["Entropy"])), Of("metric/Entropy"));
        var rounds = kept.Reports.Where(static report => report.Kind == ProgressKind.Round).ToList();
        Assert.Equal(rounds.Select(static report => (report.Steps, (float)report.Ended!.Evaluation!.Mean)), Of("return/mean"));
        Assert.Equal(rounds.Select(static report => (report.Steps, (float)report.Ended!.Expert.Queries)), Of("expert/queries"));

        IEnumerable<(long, float)> Of(string tag) =>
            scalars.Where(scalar => scalar.Tag == tag).Select(static scalar => (scalar.Step, scalar.Value));
    }

    [Fact]
    public void The_first_record_is_the_version_and_its_time()
    {
        using var board = new TensorBoardProgress(_folder.Path, new Clock());

        var first = EventFileReader.Fields(EventFileReader.Records(Read(board.FilePath)).Single());

        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(first[3].Single()));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToUnixTimeSeconds(), BitConverter.ToDouble(first[1].Single()));
    }

    [Fact]
    public void Steps_have_pace_rate_and_norm_and_warnings_are_texts()
    {
        var clock = new Clock();
        using var board = new TensorBoardProgress(_folder.Path, clock);
        clock.Pass(2);
        board.Report(Runs.Step(10));
        board.Report(Runs.Epoch() with { Warnings = ["wide", "slow"], Step = null });
        board.Report(Runs.Epoch() with { Warnings = ["again"] });

        Assert.Equal(
            [
                (10L, "step_loss/Likelihood", 0.25f),
                (10L, "learning_rate", 1e-3f),
                (10L, "gradient_norm", 2f),
                (10L, "steps_per_second", 5f),
            ],
            EventFileReader.Scalars(Read(board.FilePath))
        );
        var texts = EventFileReader
            .Records(Read(board.FilePath))
            .Skip(2)
            .Select(static record => EventFileReader.Fields(EventFileReader.Fields(EventFileReader.Fields(record)[5].Single())[1].Single()))
            .ToList();
        Assert.Equal(2, texts.Count);
        Assert.Equal(
            ["wide", "slow"],
            EventFileReader.Fields(texts[0][8].Single())[8].Select(static bytes => Encoding.UTF8.GetString(bytes))
        );
        var plugin = EventFileReader.Fields(EventFileReader.Fields(texts[0][9].Single())[1].Single());
        Assert.Equal("text", Encoding.UTF8.GetString(plugin[1].Single()));
        Assert.False(texts[1].Contains(9)); // told once
    }

    /// <summary>Another program's reading of the same bytes.</summary>
    [Fact]
    public void Protoc_shows_the_same_numbers()
    {
        string path;
        using (var board = new TensorBoardProgress(_folder.Path))
        {
            path = board.FilePath;
            board.Report(Runs.Epoch(3, 0.5));
        }

        var shown = Decoded(EventFileReader.Records(Read(path))[1]);

        Assert.Matches(@"(?m)^2: 30$", shown);
        Assert.Matches("""(?s)5 \{\s*1 \{\s*1: "loss/Likelihood"\s*2: 0x3f000000\s*\}""", shown); // 0.5
    }

    [Fact]
    public void Each_observer_has_a_file_of_its_own_and_a_folder_is_made()
    {
        var folder = Path.Combine(_folder.Path, "runs", "one");
        using var first = new TensorBoardProgress(folder, new Clock());
        using var second = new TensorBoardProgress(folder, new Clock());

        Assert.Equal(2, Directory.GetFiles(folder, "events.out.tfevents.*").Length);
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string Decoded(byte[] message)
    {
        var tools = typeof(TensorBoardTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static attribute => attribute.Key == "ProtobufTools")
            .Value!;
        var arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        var program =
            OperatingSystem.IsWindows() ? "windows_x64/protoc.exe"
            : OperatingSystem.IsMacOS() ? "macosx_x64/protoc"
            : arm ? "linux_aarch64/protoc"
            : "linux_x64/protoc";
        using var protoc = Process.Start(
            new ProcessStartInfo(Path.Combine(tools, "tools", program), "--decode_raw")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        protoc.StandardInput.BaseStream.Write(message);
        protoc.StandardInput.Close();
        var shown = protoc.StandardOutput.ReadToEnd();
        protoc.WaitForExit();
        Assert.Equal(0, protoc.ExitCode);
        return shown;
    }
}
