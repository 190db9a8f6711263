using System.Text;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing;

/// <summary>
/// The one place where generated identifiers get their names: a name that nobody else has stays as it is, in every other case the
/// generator's own yields to the user's by a number. Members that a local or parameter would hide are written in full.
/// </summary>
/// <remarks>The idea is that of hygienic macro expansion (Kohlbecker et al., 1986): who wrote a name decides what it means.</remarks>
internal sealed class Hygiene
{
    private readonly string _text;
    private readonly AlgorithmModel _model;
    private readonly HashSet<string> _users,
        _data;
    private readonly List<IReadOnlyList<IdentifierPlace>> _parts = [];
    private readonly Dictionary<string, string> _private = [];

    private Hygiene(string text, IEnumerable<int> ends, AlgorithmModel model, DataNames data)
    {
        (_text, _model, _data) = (text, model, [.. data.Supplied]);
        _users =
        [
            .. model
                .Members.SelectMany(member => member.Parameters)
                .Where(parameter => parameter.Role is Role.Network or Role.Given)
                .Select(parameter => parameter.Name),
        ];
        var start = 0;
        foreach (var end in ends.Append(text.Length))
        {
            _parts.Add([.. new IdentifierReader(text, start, end).Read().Select(Known)]);
            start = end;
        }
    }

    /// <param name="text">Composed code of a class, with marks.</param>
    /// <param name="ends">Where members end: what is declared inside one is seen by no other.</param>
    public static string Settle(string text, IEnumerable<int> ends, AlgorithmModel model, DataNames data) =>
        new Hygiene(text, ends, model, data).Settle();

    private string Settle()
    {
        NameMembers();
        var (settled, at) = (new StringBuilder(_text.Length), 0);
        foreach (var part in _parts)
        {
            var names = NamesOf(part);
            foreach (var place in part)
            {
                settled.Append(Identifiers.Bare(_text.Substring(at, place.Start - at)));
                settled.Append(Written(place, names));
                at = place.End;
            }
        }
        return settled.Append(Identifiers.Bare(_text.Substring(at))).ToString();
    }

    /// <summary>What is marked as the user's and is not, such as the only batch of a method, is plain.</summary>
    private IdentifierPlace Known(IdentifierPlace place) =>
        place.Owner is not (Owned.User or Owned.Data) || (place.Owner == Owned.User && _users.Contains(place.Name))
            ? place
            : place with
            {
                Owner = _data.Contains(place.Name) ? Owned.Data : Owned.Plain,
            };

    /// <summary>Private members are named apart from all that the class has.</summary>
    private void NameMembers()
    {
        var taken = new HashSet<string>(_model.Taken);
        taken.UnionWith(_parts.SelectMany(part => part).Where(place => place.Owner == Owned.Public).Select(place => place.Name));
        foreach (var place in _parts.SelectMany(part => part).Where(place => place.Owner == Owned.Private))
            if (!_private.ContainsKey(place.Name))
                _private[place.Name] = Fresh(place.Name, taken);
    }

    /// <summary>Of each plain name and each local of a member, what it is called.</summary>
    private static Dictionary<(Owned, string), string> NamesOf(IReadOnlyList<IdentifierPlace> part)
    {
        var names = new Dictionary<(Owned, string), string>();
        var taken = new HashSet<string>(part.Where(place => place.Owner is Owned.User or Owned.Parameter).Select(place => place.Name));
        var all = new HashSet<string>(part.Select(place => place.Name));
        foreach (var owner in (Owned[])[Owned.Plain, Owned.Data, Owned.Column, Owned.Local])
        foreach (var place in part.Where(place => place.Owner == owner))
            if (!names.ContainsKey((owner, place.Name)))
            {
                var name = names[(owner, place.Name)] = taken.Contains(place.Name) ? Fresh(place.Name, [.. all, .. taken]) : place.Name;
                taken.Add(name);
            }
        foreach (var name in taken)
            names[(Owned.User, name)] = name; // what hides members
        return names;
    }

    private static string Fresh(string preferred, HashSet<string> taken)
    {
        var name = preferred;
        for (var number = 2; !taken.Add(name); number++)
            name = preferred + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return name;
    }

    private string Written(IdentifierPlace place, Dictionary<(Owned, string), string> names)
    {
        switch (place.Owner)
        {
            case Owned.Plain or Owned.Data or Owned.Column or Owned.Local:
                var name = names[(place.Owner, place.Name)];
                return place.IsDocumented ? name
                    : _text[place.Start] == '@' ? "@" + name
                    : CSharpText.Escape(name);
            case Owned.Private:
                return CSharpText.Escape(_private[place.Name]);
            case Owned.Member or Owned.Static:
                return Reference(place.Name, place.Owner == Owned.Static, names);
            case Owned.PrivateMember or Owned.PrivateStatic:
                return Reference(_private[place.Name], place.Owner == Owned.PrivateStatic, names);
            default:
                return place.IsDocumented ? place.Name : CSharpText.Escape(place.Name);
        }
    }

    private string Reference(string member, bool isStatic, Dictionary<(Owned, string), string> names)
    {
        var home =
            !names.ContainsKey((Owned.User, member)) ? ""
            : !isStatic ? "this."
            : $"global::{(_model.Namespace.Length == 0 ? "" : _model.Namespace + ".")}{CSharpText.Type(_model.Name)}.";
        return home + CSharpText.Escape(member);
    }
}
