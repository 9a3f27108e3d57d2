using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Bars;

/// <summary>By what two people or companies are seen to be the same.</summary>
public enum MarkKind
{
    /// <summary>A document of identity: country, kind and number.</summary>
    Identity,
    Address,
    Phone,
    BankAccount,
}

/// <summary>Keyed hashes of what marks somebody: equal ones tell that two are the same, and nobody without the key what they are.</summary>
/// <remarks>Equal after writing is made equal: case, blanks and punctuation do not count. What is only alike is not found here.</remarks>
public sealed class Marks(DeploymentKey deployment)
{
    private readonly byte[] _now = deployment.Derive("recognise marks");
    private readonly byte[]? _before = deployment.Previous?.Derive("recognise marks");

    /// <summary>Hexadecimal, under the deployment's key of now; this is what is stored.</summary>
    public string Of(MarkKind kind, string value) => Digest(_now, kind, value);

    public string Of(WorkerDocument document) => Of(MarkKind.Identity, $"{document.Country} {document.Kind} {document.Number}");

    /// <summary>Every digest by which the value may be on record while the key is being replaced; the present one first.</summary>
    public IReadOnlyList<string> AllOf(MarkKind kind, string value) =>
        _before is null ? [Digest(_now, kind, value)] : [Digest(_now, kind, value), Digest(_before, kind, value)];

    private static string Digest(byte[] key, MarkKind kind, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}|{Plain(kind, value)}")));

    private static string Plain(MarkKind kind, string value) => kind == MarkKind.Phone
        // 00 before the code of a country says the same as a plus.
        ? string.Concat(Text.Fold(value).Where(char.IsDigit).Select(c => (char)('0' + (int)char.GetNumericValue(c)))).TrimStart('0')
        : string.Concat(Text.Fold(value).Where(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));
}
