namespace Licensing.Rules.Values;

/// <summary>How well a rule is known: <see cref="Statute"/> (P) the statutory text was read, <see cref="Copy"/> (P*) in an
/// unofficial translation or private copy, <see cref="Secondary"/> (S) press, summary or abstract. What is not verified
/// is never loaded.</summary>
public enum Grade
{
    /// <summary>P: the statutory text was read.</summary>
    Statute,

    /// <summary>P*: an unofficial translation or a private copy of it was read.</summary>
    Copy,

    /// <summary>S: press, a summary or an abstract.</summary>
    Secondary,
}

/// <param name="AsOf">When the source was read, or the date on which it says the rule is in force.</param>
public sealed record LegalSource(string Citation, string Address, PartialDate AsOf, Grade Grade, string? Note)
{
    public string GradeText => Grade switch { Grade.Statute => "P", Grade.Copy => "P*", _ => "S" };
}
