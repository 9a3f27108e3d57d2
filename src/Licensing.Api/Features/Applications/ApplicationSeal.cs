using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Security;
using StoredText = Licensing.Api.Database.Text;

namespace Licensing.Api.Features.Applications;

/// <param name="Under">Id of the deployment's key.</param>
public sealed record SealedDetails(byte[] Key, byte[] Content, string Under);

/// <param name="At">Where in the details, as a JSON pointer.</param>
/// <param name="Digest">Under the deployment's key of now, hexadecimal.</param>
/// <param name="EarlierDigest">Under the key before, while that is being replaced; null otherwise.</param>
public sealed record Mark(MarkKind Kind, string At, string Digest, string? EarlierDigest)
{
    /// <summary>By any of them the same thing may be stored.</summary>
    public IReadOnlyList<string> Digests => EarlierDigest is { } earlier ? [Digest, earlier] : [Digest];
}

/// <summary>Seals the details of applications, each under a key of its own and that under the deployment's; and makes the marks by which one
/// applicant is recognised in another's application.</summary>
/// <remarks>Keys: docs/operations.md.</remarks>
public sealed class ApplicationSeal(DeploymentKey deployment)
{
    // Fewer digits than a local number has tell nobody from anybody.
    private const int LeastDigits = 6, TellingDigits = 8;
    private readonly Keys _now = new(deployment);
    private readonly Keys? _before = deployment.Previous is { } previous ? new(previous) : null;

    public string Id => _now.Id;

    public SealedDetails Seal(ApplicantDetails details)
    {
        var own = RandomNumberGenerator.GetBytes(DeploymentKey.KeyBytes);
        return new(DeploymentKey.Encrypt(_now.Wrap, own), DeploymentKey.Encrypt(own, Encoding.UTF8.GetBytes(StoredJson.Write(details))), _now.Id);
    }

    /// <returns>Null once the details are destroyed. Whoever shows them to somebody records the read first.</returns>
    /// <exception cref="CryptographicException">Neither key of the deployment opens it, or it was changed.</exception>
    public ApplicantDetails? Open(ApplicationVersion version) => version is { ContentKey: { } key, SealedContent: { } content }
        ? StoredJson.Read<ApplicantDetails>(Encoding.UTF8.GetString(DeploymentKey.Decrypt(Unwrap(version.SealedUnder, key), content)))
        : null;

    /// <summary>The same content and the same key of its own, that key wrapped under the deployment's key of now.</summary>
    public (SealedDetails Sealed, IReadOnlyList<Mark> Marks) Rewrap(string? under, byte[] key, byte[] content)
    {
        var own = Unwrap(under, key);
        var details = StoredJson.Read<ApplicantDetails>(Encoding.UTF8.GetString(DeploymentKey.Decrypt(own, content)));
        return (new(DeploymentKey.Encrypt(_now.Wrap, own), content, _now.Id), MarksOf(details));
    }

    /// <summary>The mark of a person by document, for whoever is barred by it.</summary>
    public Mark MarkOf(IdentityDocument document, string at) => Of(MarkKind.Person, at, $"{document.Country}|{document.Kind}|{Plain(document.Number)}");

    /// <summary>Every mark of the details. What says too little to tell one from another makes none.</summary>
    public IReadOnlyList<Mark> MarksOf(ApplicantDetails details)
    {
        var marks = new List<Mark>();
        Company(null, details.LegalPerson.RegistrationNumber, "/legalPerson/registrationNumber");
        Owners(details.Owners, "/owners");
        foreach (var (i, c) in details.Controllers.Index())
            Person(c.Person, $"/controllers/{i}/person");
        foreach (var (i, s) in details.Staff.Index())
            Person(s.Person, $"/staff/{i}/person");
        foreach (var (i, a) in details.Affiliates.Index())
            Company(a.Country, a.RegistrationNumber, $"/affiliates/{i}/registrationNumber");
        foreach (var (i, p) in details.Premises.Index())
        {
            if (PlainAddress($"{p.Address} {p.Place}") is { Length: >= LeastDigits } address)
                marks.Add(Of(MarkKind.Address, $"/premises/{i}/address", address));
            Phone(p.Phone, $"/premises/{i}/phone");
        }

        if (details.Bank is { } bank && Plain(bank.AccountNumber) is { Length: >= LeastDigits } account)
            marks.Add(Of(MarkKind.BankAccount, "/bank/accountNumber", account));
        return marks;

        void Owners(IReadOnlyList<ApplicantOwner> owners, string at)
        {
            foreach (var (i, owner) in owners.Index())
            {
                if (owner.Person is { } person)
                    Person(person, $"{at}/{i}/person");
                if (owner.Company is not { } company)
                    continue;
                Company(company.Country, company.RegistrationNumber, $"{at}/{i}/company/registrationNumber");
                Owners(company.Owners, $"{at}/{i}/company/owners");
            }
        }

        void Person(NaturalPerson person, string at)
        {
            if (person.Document is { } document)
                marks.Add(MarkOf(document, at));
            Phone(person.Phone, $"{at}/phone");
        }

        // Where no country is said it is registered at home, as the applicant is: the same number then meets itself.
        void Company(string? country, string? number, string at)
        {
            if (number is not null && Plain(number) is { Length: > 0 } plain)
                marks.Add(Of(MarkKind.Company, at, $"{country}|{plain}"));
        }

        void Phone(string? phone, string at)
        {
            if (phone is not null && PlainPhone(phone) is { Length: >= LeastDigits } digits)
                marks.Add(Of(MarkKind.Phone, at, digits));
        }
    }

    private Mark Of(MarkKind kind, string at, string plain)
    {
        var bytes = Encoding.UTF8.GetBytes($"{kind}|{plain}");
        return new(kind, at, _now.Digest(bytes), _before?.Digest(bytes));
    }

    private byte[] Unwrap(string? under, byte[] key) => DeploymentKey.Decrypt(_before is { } before && before.Id == under ? before.Wrap : _now.Wrap, key);

    private static string Plain(string number) => string.Concat(StoredText.Normalise(number).ToUpperInvariant().Where(char.IsLetterOrDigit).Select(Digit));

    // Letters with their vowel signs, and digits: strokes, commas and blanks are written in every way.
    private static string PlainAddress(string address) => string.Concat(StoredText.Fold(address)
        .Where(c => char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark).Select(Digit));

    // The last digits: the prefix of the country and the nought before the town come and go.
    private static string PlainPhone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsDigit).Select(Digit));
        return digits.Length > TellingDigits ? digits[^TellingDigits..] : digits;
    }

    private static char Digit(char c) => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c;

    private sealed class Keys(DeploymentKey key)
    {
        private readonly byte[] _marks = key.Derive("mark applicants");

        public string Id { get; } = key.Id;
        public byte[] Wrap { get; } = key.Derive("wrap application keys");

        public string Digest(byte[] plain) => Convert.ToHexStringLower(HMACSHA256.HashData(_marks, plain));
    }
}
