using System.Buffers.Binary;
using DeclarativeIL.Native;

namespace DeclarativeIL.Runtime.Tests.Backend;

[Trait("Speed", "Slow")]
public class ElfShimTests
{
    private const string Library = "libstdc++.so.6";

    private static readonly byte[] _stock = OperatingSystem.IsLinux() ? File.ReadAllBytes(Application.Shim) : [];

    // in the shim of 0.107.0: headers, the dynamic table, the needed versions; random places alone would rarely hit them
    private static readonly (int Start, int Length)[] _read = [(0, 624), (0x1d4b18, 0x270), (0x3f8f0, 0x210)];

    [LinuxFact]
    public void One_flag_of_one_version_changes()
    {
        var adapted = ElfShim.WithOptional(_stock, Library, LoadFailure.UnusedVersion);
        var changed = Assert.Single(Enumerable.Range(0, _stock.Length), i => _stock[i] != adapted[i]);
        Assert.Equal((0, 2), (_stock[changed], adapted[changed]));
        Assert.Equal(_stock.Length, adapted.Length);
    }

    [LinuxFact]
    public void Adapting_twice_changes_nothing_more()
    {
        var once = ElfShim.WithOptional(_stock, Library, LoadFailure.UnusedVersion);
        Assert.Equal(once, ElfShim.WithOptional(once, Library, LoadFailure.UnusedVersion));
    }

    [LinuxFact]
    public void A_version_that_is_really_used_is_refused_and_the_symbol_named()
    {
        var error = Assert.Throws<NativeLibraryException>(() => ElfShim.WithOptional(_stock, Library, "GLIBCXX_3.4.21"));
        Assert.Matches("calls '_Z[A-Za-z0-9_]+' of GLIBCXX_3.4.21", error.Message);
    }

    [LinuxFact]
    public void A_version_that_is_not_asked_for_is_refused()
    {
        Assert.Contains("does not ask for", Refused(_stock, "GLIBCXX_3.4.99"), StringComparison.Ordinal);
        Assert.Throws<NativeLibraryException>(() => ElfShim.WithOptional(_stock, "libm.so.6", LoadFailure.UnusedVersion));
    }

    [LinuxFact]
    public void A_cut_file_is_refused_wherever_it_is_cut()
    {
        foreach (var length in Enumerable.Range(0, 700).Concat(Enumerable.Range(1, 60).Select(i => i * (0x1d4b18 / 60))))
            Refused(_stock[..length], LoadFailure.UnusedVersion);
    }

    [LinuxFact]
    public void A_damaged_file_is_adapted_by_one_flag_or_refused()
    {
        var random = new Random(20240607);
        var damaged = _stock.AsSpan().ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var (start, length) = _read[round % _read.Length];
            var places = Enumerable.Range(0, random.Next(1, 4)).Select(_ => start + random.Next(length)).ToArray();
            foreach (var place in places)
                damaged[place] = random.Next(3) switch
                {
                    0 => 0xff,
                    1 => 0,
                    _ => (byte)random.Next(256),
                };
            AssertAdaptedOrRefused(damaged);
            foreach (var place in places)
                damaged[place] = _stock[place];
        }
    }

    [LinuxFact]
    public void Extreme_numbers_in_the_headers_are_refused_or_harmless()
    {
        var damaged = _stock.AsSpan().ToArray();
        foreach (var (start, length) in _read)
        {
            for (var place = start; place + 8 <= start + length; place += 4)
            {
                foreach (var value in new ulong[] { ulong.MaxValue, long.MaxValue, ~15UL, (ulong)_stock.Length, uint.MaxValue })
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(damaged.AsSpan(place), value);
                    AssertAdaptedOrRefused(damaged);
                }
                _stock.AsSpan(place, 8).CopyTo(damaged.AsSpan(place));
            }
        }
    }

    [Fact]
    public void Nothing_and_noise_are_refused()
    {
        var random = new Random(1);
        for (var length = 0; length < 2000; length += 7)
        {
            var noise = new byte[length];
            random.NextBytes(noise);
            Refused(noise, LoadFailure.UnusedVersion);
            "\u007fELF\u0002\u0001"u8[..Math.Min(6, length)].CopyTo(noise);
            Refused(noise, LoadFailure.UnusedVersion);
        }
    }

    private static string Refused(byte[] file, string version) =>
        Assert.Throws<NativeLibraryException>(() => ElfShim.WithOptional(file, Library, version)).Message;

    private static void AssertAdaptedOrRefused(byte[] file)
    {
        try
        {
            var adapted = ElfShim.WithOptional(file, Library, LoadFailure.UnusedVersion);
            Assert.True(adapted.Length == file.Length);
            var same = adapted.AsSpan().CommonPrefixLength(file);
            Assert.True(same == file.Length || adapted.AsSpan(same + 1).SequenceEqual(file.AsSpan(same + 1)));
        }
        catch (NativeLibraryException)
        {
            // refused: that is the other answer
        }
    }
}
