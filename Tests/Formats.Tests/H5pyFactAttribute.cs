namespace DeclarativeIL.Formats.Tests;

/// <summary>A test that Debian's Python with h5py and NumPy takes part in; where it is not installed, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class H5pyFactAttribute : FactAttribute
{
    private static readonly bool IsThere = SystemPython.IsInstalled && SystemPython.Run("-c", "import h5py").Code == 0;

    public H5pyFactAttribute()
    {
        if (!IsThere)
            Skip = "h5py is not installed: what was written in HDF5 and NPZ is not read by others' code (apt-get install python3-h5py).";
    }
}
