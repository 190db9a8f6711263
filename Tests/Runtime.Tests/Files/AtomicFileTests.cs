using System.Runtime.InteropServices;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Files;
using DeclarativeIL.Runtime.Tests.Backend;
using DeclarativeIL.Runtime.Tests.Checkpoints;

namespace DeclarativeIL.Runtime.Tests.Files;

/// <summary>The one way in which files are written.</summary>
public sealed partial class AtomicFileTests : IDisposable
{
    private readonly Temporary _temporary = new();

    private string Place => _temporary.File("some.file");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_file_appears_and_replaces_an_older_one()
    {
        Write("one");
        Write("two");
        Assert.Equal("two", File.ReadAllText(Place));
        Assert.Equal([Place], Directory.GetFileSystemEntries(_temporary.Folder));
    }

    [Fact]
    public void A_failure_in_the_middle_leaves_the_old_file()
    {
        Write("old");
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                Place,
                file =>
                {
                    file.Write("half"u8);
                    throw new InvalidOperationException();
                }
            )
        );
        Untouched();
    }

    [Fact]
    public async Task A_cancellation_leaves_the_old_file()
    {
        Write("old");
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            AtomicFile.WriteAsync(
                Place,
                async file =>
                {
                    await file.WriteAsync("new"u8.ToArray());
                    await cancellation.CancelAsync();
                },
                cancellation.Token
            )
        );
        Untouched();
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            AtomicFile.WriteAsync(Place, _ => Task.CompletedTask, cancellation.Token)
        );
        Untouched();
    }

    [Fact]
    public void Of_files_that_belong_together_none_is_replaced_when_one_fails()
    {
        Write("old");
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.WriteAll(
                (Place, static file => file.Write("new"u8)),
                (_temporary.File("other"), static _ => throw new InvalidOperationException())
            )
        );
        Untouched();
        Assert.Throws<IOException>(() =>
            AtomicFile.WriteAll((Place, static file => file.Write("new"u8)), ("/dev/null", static file => file.Write("new"u8)))
        );
        Untouched();
    }

    [LinuxFact]
    public void What_is_no_file_is_refused_and_stays_what_it_is()
    {
        var pipe = _temporary.File("pipe");
        Assert.Equal(0, MakePipe(pipe, 0x1B6));
        File.CreateSymbolicLink(_temporary.File("to.device"), "/dev/null");
        File.CreateSymbolicLink(_temporary.File("to.pipe"), "pipe");
        File.CreateSymbolicLink(_temporary.File("to.itself"), "to.itself");
        Directory.CreateDirectory(_temporary.File("folder"));
        foreach (
            var (path, found) in new (string, string?)[]
            {
                ("/dev/null", "a device"),
                ("/dev/full", "a device"),
                (pipe, "a pipe"),
                (_temporary.File("to.device"), "a device"),
                (_temporary.File("to.pipe"), "a pipe"),
                (_temporary.File("to.itself"), null),
                (_temporary.File("folder"), "a folder"),
                (_temporary.File("new/"), "the name of a folder"),
                (_temporary.File("none/file"), null),
            }
        )
        {
            var error = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, static file => file.Write("new"u8)));
            Assert.Contains(found ?? "", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(FileKind.Device, FileKinds.Of("/dev/null"));
        Assert.Equal(FileKind.Device, FileKinds.Of(pipe));
        Assert.Equal(FileKind.Link, FileKinds.Of(_temporary.File("to.device"), follow: false));
        Assert.Equal(5, Directory.GetFileSystemEntries(_temporary.Folder).Length);
    }

    [LinuxFact]
    public void What_is_no_file_is_not_read_either()
    {
        var pipe = _temporary.File("pipe");
        Assert.Equal(0, MakePipe(pipe, 0x1B6)); // reading it would wait for ever
        foreach (var path in (string[])[pipe, "/dev/zero", _temporary.Folder])
        {
            Assert.Contains(path, Assert.Throws<CheckpointException>(() => SafeTensors.Read(path)).Message, StringComparison.Ordinal);
            Assert.Contains(
                path,
                Assert.Throws<CheckpointException>(() => DeclarativeIL.LanguageModels.Gpt2Configuration.Read(path)).Message,
                StringComparison.Ordinal
            );
            Assert.Contains(
                path,
                Assert.Throws<DeclarativeIL.Formats.TrajectoryFileException>(() => DeclarativeIL.Formats.TrajectoryFile.Load(path)).Message,
                StringComparison.Ordinal
            );
            Assert.Contains(
                path,
                Assert
                    .Throws<DeclarativeIL.LanguageModels.Preferences.PreferenceFileException>(() =>
                        DeclarativeIL.LanguageModels.Preferences.PreferenceFile.ReadParquet(path).Count()
                    )
                    .Message,
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>Lines may come out of a pipe, as another program writes them; without an end they are refused.</summary>
    [LinuxFact]
    public async Task Lines_come_out_of_a_pipe()
    {
        var pipe = _temporary.File("pipe");
        Assert.Equal(0, MakePipe(pipe, 0x1B6));
        var writing = Task.Run(() => File.WriteAllText(pipe, """{"prompt": "p", "chosen": "c", "rejected": "r"}"""));
        Assert.Single(await Task.Run(() => DeclarativeIL.LanguageModels.Preferences.PreferenceFile.ReadJsonLines(pipe).ToList()));
        await writing;
        Assert.Throws<DeclarativeIL.LanguageModels.Preferences.PreferenceFileException>(() =>
            DeclarativeIL.LanguageModels.Preferences.PreferenceFile.ReadJsonLines("/dev/zero").Count()
        );
        Assert.Throws<DeclarativeIL.LanguageModels.Preferences.PreferenceFileException>(() =>
            DeclarativeIL.LanguageModels.Preferences.PreferenceFile.ReadJsonLines(_temporary.Folder).Count()
        );
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_link_is_followed_and_stays(bool isRelative, bool isThere)
    {
        var target = Path.Combine(Directory.CreateDirectory(_temporary.File("deep")).FullName, "target");
        if (isThere)
            File.WriteAllText(target, "old");
        File.CreateSymbolicLink(Place, isRelative ? Path.Combine("deep", "target") : target);
        File.CreateSymbolicLink(_temporary.File("again"), Place);
        AtomicFile.Write(_temporary.File("again"), static file => file.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(Place).LinkTarget);
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal([target], Directory.GetFiles(Path.GetDirectoryName(target)!));
    }

    [Fact]
    public void A_file_that_is_read_only_is_refused()
    {
        Write("old");
        File.SetAttributes(Place, FileAttributes.ReadOnly);
        Assert.Contains("read-only", Assert.Throws<IOException>(() => Write("new")).Message, StringComparison.Ordinal);
        File.SetAttributes(Place, FileAttributes.Normal);
        Untouched();
    }

    [LinuxFact]
    public void Permissions_stay()
    {
        Write("old");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write("new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Place));
        AtomicFile.Write(
            Place,
            static file => file.Write("new"u8),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        );
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(Place));
    }

    /// <summary>Only what has a name of ours, is a file, and is nobody's.</summary>
    [Fact]
    public void What_dead_processes_left_is_swept_and_nothing_else()
    {
        string[] others = [".declarativeil-.tmp", $".declarativeil-{new string('z', 32)}.tmp", $"{Guid.NewGuid():N}.tmp", "some.file.tmp"];
        foreach (var other in others)
            File.WriteAllText(_temporary.File(other), "theirs");
        var (link, orphan, living) = (Ours(), Ours(), Ours());
        File.CreateSymbolicLink(link, _temporary.File(others[3]));
        File.WriteAllText(orphan, "half");
        using (new FileStream(living, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete))
        {
            Write("new");
            Assert.False(File.Exists(orphan));
            Assert.True(File.Exists(living));
        }
        Write("newer");
        Assert.False(File.Exists(living));
        Assert.Equal(
            others.Append(Path.GetFileName(link)).Append("some.file").Order(),
            Directory.GetFiles(_temporary.Folder).Select(Path.GetFileName).Order()
        );

        string Ours() => _temporary.File($".declarativeil-{Guid.NewGuid():N}.tmp");
    }

    [Fact]
    public void Many_who_save_at_once_do_not_sweep_each_other()
    {
        Parallel.For(
            0,
            400,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => AtomicFile.Write(_temporary.File($"{i % 5}"), file => file.Write(new byte[1 + i]))
        );
        Assert.Equal(5, Directory.GetFileSystemEntries(_temporary.Folder).Length);
    }

    [LinuxFact]
    public async Task What_a_living_process_writes_is_left_alone_and_swept_once_it_was_killed()
    {
        using var application = new Application();
        using (var child = application.Start("save", Place))
        {
            Assert.Equal("half", await child.StandardOutput.ReadLineAsync());
            AtomicFile.Write(_temporary.File("other"), static file => file.Write("new"u8));
            Assert.Equal(3, Directory.GetFiles(_temporary.Folder).Length);
            child.Kill();
            await child.WaitForExitAsync();
        }
        Assert.Equal("whole", File.ReadAllText(Place));
        Assert.Equal(3, Directory.GetFiles(_temporary.Folder).Length);
        AtomicFile.Write(_temporary.File("other"), static file => file.Write("newer"u8));
        Assert.Equal([_temporary.File("other"), Place], Directory.GetFiles(_temporary.Folder).Order());
    }

    private void Write(string text) => AtomicFile.Write(Place, file => file.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private void Untouched()
    {
        Assert.Equal("old", File.ReadAllText(Place));
        Assert.Equal([Place], Directory.GetFileSystemEntries(_temporary.Folder));
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
