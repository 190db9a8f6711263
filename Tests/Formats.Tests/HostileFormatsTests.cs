using System.Buffers.Binary;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Hdf5;

namespace DeclarativeIL.Formats.Tests;

/// <summary>
/// Files that are cut off, something else, or claim what they have not: a clear error, before memory is taken. Changed at random they
/// are read by <c>dotnet run -c Release --project Tests/Benchmarks -- files</c>.
/// </summary>
public sealed class HostileFormatsTests : IDisposable
{
    private const long Small = 1 << 22;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hostile-");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, string> Files =>
        new()
        {
            { "d4rl/toy_timeouts.hdf5", "D4rl" },
            { "d4rl/toy_arrays.npz", "D4rl" },
            { "robomimic/low_dim.hdf5", "Robomimic" },
            { "imitation/legacy_discrete.npz", "Imitation" },
            { "imitation/hf_continuous/data-00000-of-00001.arrow", "ImitationFolder" },
            { "minari/box/data/main_data.hdf5", "Minari" },
            { "minari/box_arrow/data/0/part-0.arrow", "Minari" },
            { "minari/dict_parquet/data/0/part-0.parquet", "Minari" },
            { "lerobot/v30_state/data/chunk-000/file-000.parquet", "LeRobot" },
            { "lerobot/v30_state/meta/episodes/chunk-000/file-000.parquet", "LeRobot" },
            { "lerobot/v21_state/meta/info.json", "LeRobot" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_cut_off_is_refused_with_its_name_wherever_it_is_cut(string name, string format)
    {
        var (path, open) = Copy(name, format);
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < 40; i++)
        {
            File.WriteAllBytes(path, whole[..(int)((long)whole.Length * i / 41)]);
            var e = Assert.Throws<TrajectoryFileException>(() => ReadAll(open));
            Assert.Contains(_folder.FullName, e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_another_kind_is_refused(string name, string format)
    {
        var (path, open) = Copy(name, format);
        foreach (
            var other in (string[])
                ["hdf5/not_hdf5.hdf5", "parquet/none_plain.parquet", "npz/positional.npz", "lerobot/v21_state/meta/tasks.jsonl"]
        )
        {
            File.WriteAllBytes(path, File.ReadAllBytes(Golden.PathOf(other)));
            if (name.EndsWith(".npz", StringComparison.Ordinal) && other.EndsWith(".npz", StringComparison.Ordinal))
                Assert.Contains("arr_0", Assert.Throws<TrajectoryFileException>(() => ReadAll(open)).Message, StringComparison.Ordinal);
            else
                Assert.Throws<TrajectoryFileException>(() => ReadAll(open));
        }
    }

    [Fact]
    public void Whole_files_are_read_by_the_same_means()
    {
        foreach (var (name, format) in Files.Select(static row => ((string)row[0], (string)row[1])))
            Assert.True(ReadAll(Copy(name, format).Open) > 0, name);
    }

    /// <summary>A data set whose shape is made larger in its header; what it holds cannot be there.</summary>
    [Theory]
    [InlineData(1L << 20)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void A_shape_that_no_file_can_hold_takes_no_memory(long rows)
    {
        var bytes = File.ReadAllBytes(Golden.PathOf("hdf5/tricky_earliest.hdf5"));
        var (changed, before) = (0, GC.GetAllocatedBytesForCurrentThread());
        var path = Path.Combine(_folder.FullName, "x.hdf5");
        for (var at = 0; at + 24 < bytes.Length; at += 8)
            if (
                BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)) == 13
                && BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8)) is 3 or 13
            )
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), rows);
                changed++;
            }
        Assert.True(changed > 3, $"{changed} shapes");
        File.WriteAllBytes(path, bytes);
        using var file = File.OpenRead(path);
        var refused = 0;
        foreach (var (_, found) in Hdf5File.Open(file).Root.Datasets())
            try
            {
                found.Read(new(1 << 20, file.Length));
            }
            catch (MalformedDataException)
            {
                refused++;
            }
        Assert.True(refused > 3, $"{refused} refused");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 25);
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    public void Paths_in_metadata_do_not_lead_out_of_the_folder(string target)
    {
        var (path, open) = Copy("lerobot/v21_state/meta/info.json", "LeRobot");
        var info = File.ReadAllText(path);
        File.WriteAllText(
            path,
            info.Replace("data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet", target, StringComparison.Ordinal)
        );
        Assert.Contains("inside the folder", Assert.Throws<TrajectoryFileException>(() => ReadAll(open)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.csv", "a,b\n1,2\n3\n", "line 3")]
    [InlineData("x.csv", "a,a\n1,2\n", "'a'")]
    [InlineData("x.csv", "a[0],a[2]\n1,2\n", "'a[2]'")]
    [InlineData("x.csv", "a\n1\nx\n", "line 3, column a")]
    [InlineData("x.csv", "", "line 1")]
    [InlineData("x.jsonl", "{\"a\": 1}\n{\"a\": [1]}\n", "line 2, column a")]
    [InlineData("x.jsonl", "{\"a\": 1}\n{\"b\": 1}\n", "line 2, column b")]
    [InlineData("x.jsonl", "{\"a\": [[1, 2], [3]]}\n", "line 1, column a")]
    [InlineData("x.jsonl", "{\"a\": null}\n", "line 1, column a")]
    [InlineData("x.jsonl", "{\"a\": 1e999}\n", "line 1, column a")]
    [InlineData("x.jsonl", "[1]\n", "line 1")]
    [InlineData("x.jsonl", "{\"a\": {\"a\": {\"a\": 1}}\n", "line 1")]
    public void Lines_are_refused_where_they_are_wrong(string name, string text, string words)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        var e = Assert.Throws<TrajectoryFileException>(() => TableFile.Open(path));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_and_what_is_a_folder_is_refused()
    {
        foreach (var path in (string[])[Path.Combine(_folder.FullName, "missing"), _folder.FullName])
        {
            Assert.Throws<TrajectoryFileException>(() => D4rlFile.Open(path));
            Assert.Throws<TrajectoryFileException>(() => RobomimicFile.Open(path));
            Assert.Throws<TrajectoryFileException>(() => MinariDataset.Open(path));
            Assert.Throws<TrajectoryFileException>(() => LeRobotDataset.Open(path));
            Assert.Throws<TrajectoryFileException>(() => ImitationFile.Open(path));
        }
    }

    private (string Path, Func<EpisodeFile> Open) Copy(string name, string format)
    {
        var parts = name.Split('/');
        var depth = format is "Minari" or "LeRobot" or "ImitationFolder" ? 2 : parts.Length;
        var from = Golden.PathOf(string.Join('/', parts[..depth]));
        var to = Path.Combine(_folder.FullName, Path.Combine(parts[..depth]));
        foreach (var file in Directory.Exists(from) ? Directory.GetFiles(from, "*", SearchOption.AllDirectories) : [from])
        {
            var target = Directory.Exists(from) ? Path.Combine(to, Path.GetRelativePath(from, file)) : to;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        return (
            Path.Combine(_folder.FullName, Path.Combine(parts)),
            format switch
            {
                "D4rl" => () => D4rlFile.Open(to, limit: Small),
                "Robomimic" => () => RobomimicFile.Open(to, limit: Small),
                "Minari" => () => MinariDataset.Open(to, Small),
                "LeRobot" => () => LeRobotDataset.Open(to, Small),
                _ => () => ImitationFile.Open(to, Small),
            }
        );
    }

    private static int ReadAll(Func<EpisodeFile> open)
    {
        using var file = open();
        return file.Sum(static episode => episode.Length);
    }
}
