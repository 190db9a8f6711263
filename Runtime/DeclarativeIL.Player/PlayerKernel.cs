namespace DeclarativeIL.Player;

/// <summary>
/// Whose bits a player gives. The library computes layers in float32 by the widest registers that a processor has, and the last bits of
/// its answers depend on their width; a player computes any of them number by number, on whatever machine.
/// </summary>
public enum PlayerKernel
{
    /// <summary>
    /// Number by number, each product rounded before it is added: as the library on a processor without vectors. The fastest here.
    /// </summary>
    Portable,

    /// <summary>Registers of 128 bits, each product rounded before it is added: as the library on x86-64 without AVX2.</summary>
    Lanes4,

    /// <summary>Registers of 128 bits, a product and its sum rounded once: as the library on Arm.</summary>
    Lanes4Fused,

    /// <summary>Registers of 256 bits, a product and its sum rounded once: as the library on x86-64 with AVX2.</summary>
    Lanes8,

    /// <summary>Registers of 512 bits, a product and its sum rounded once: as the library where AVX-512 is used.</summary>
    Lanes16,
}
