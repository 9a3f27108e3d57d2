using System.Text;
using CsCheck;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Api.Tests.Features.Returns.Reading;

/// <summary>Both formats say the same, whatever an agency reports.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Whatever_is_written_as_CSV_is_read_as_its_NDJSON_is(char separator) =>
        await Placements.Array[1, 6].SampleAsync(async placements =>
        {
            // A reference of its own each, or neighbours would be one placement.
            var filed = placements.Select((p, i) => p with { PlacementReference = $"{p.PlacementReference}/{i}" }).ToList();
            var csv = new StringWriter();
            await RepairFile.WriteCsvAsync(csv, () => filed.Select(p => new Rejected([], RepairFile.RowsOf(p, ReturnFormat.Csv, Uploads.Codes, 1))).ToAsyncEnumerable(), separator);
            var ndjson = string.Join('\n', filed.Select(p => RepairFile.RowsOf(p, ReturnFormat.Ndjson, Uploads.Codes, 1)[0].Line));

            var expected = filed.Select(Uploads.Text).ToList();
            var fromJson = await Uploads.ReadAsync(ndjson, ReturnFormat.Ndjson);
            Assert.Equal("", Uploads.Rejections(fromJson));
            Assert.Equal(expected, fromJson.Select(p => Uploads.Text(p.Filing)));
            var fromCsv = await Uploads.ReadAsync(csv.ToString());
            Assert.Equal("", Uploads.Rejections(fromCsv));
            Assert.Equal(expected, fromCsv.Select(p => Uploads.Text(p.Filing)));
        }, iter: 100, threads: 1);

    [Fact]
    public async Task Bytes_that_were_damaged_on_the_way_are_read_or_rejected_and_never_throw()
    {
        var rows = Uploads.Good();
        var line = RepairFile.RowsOf((await Uploads.ReadAsync(Uploads.Csv(rows)))[0].Filing!, ReturnFormat.Ndjson, Uploads.Codes, 1)[0].Line!;
        (byte[], ReturnFormat)[] uploads =
        [
            (Encoding.UTF8.GetBytes(Uploads.Csv(rows)), ReturnFormat.Csv), (Encoding.UTF8.GetBytes(Uploads.Csv(rows, ';', "\n")), ReturnFormat.Csv),
            ([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Uploads.Csv(rows, '\t'))], ReturnFormat.Csv), (Encoding.UTF8.GetBytes($"{line}\n{line}\n"), ReturnFormat.Ndjson),
        ];
        await Gen.Select(Gen.OneOf(uploads), Gen.Select(Gen.Int[0, 4], Gen.Double.Unit, Gen.OneOf(Gen.Byte, Gen.OneOf<byte>("\",;\t\r\n\0={}[]\\-.0'\uFFFD"u8.ToArray()))).Array[1, 12]).SampleAsync(async damaged =>
        {
            var ((upload, format), changes) = damaged;
            var bytes = upload.ToList();
            foreach (var (kind, where, value) in changes)
            {
                var at = (int)(where * bytes.Count);
                if (at >= bytes.Count)
                    continue;
                switch (kind)
                {
                    case 0: bytes[at] ^= (byte)(1 << (value & 7)); break;
                    case 1: bytes[at] = value; break;
                    case 2: bytes.Insert(at, value); break;
                    case 3: bytes.RemoveRange(at, Math.Min(value, bytes.Count - at)); break;
                    default: bytes.RemoveRange(Math.Max(at, bytes.Count / 2), bytes.Count - Math.Max(at, bytes.Count / 2)); break;
                }
            }

            foreach (var placement in await Uploads.ReadAsync([.. bytes], format))
            {
                Assert.Equal(placement.Filing is null, placement.Rejections.Count > 0);
                Assert.All(placement.Rejections, r => Assert.True(r.Mend.Length > 0 && r.Code.Contains('.') && !r.Code.Any(char.IsUpper), r.ToString()));
            }
        }, iter: 2_000, threads: 1);
    }

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char["abcXYZ 019,;\t\n\r\"'=+-@|नेपाЖé\U0000FF1D"].Array[1, 20].Select(c => new string(c)),
        Gen.OneOf("=cmd|' /C calc'!A0", "'=1+1", "''@x", "-5", "a\"\"b", "\"", "Kathmandu, Ward 4")).Select(t => t.Trim()).Where(t => t.Length > 0);

    private static readonly Gen<DateOnly?> Day = Gen.Int[0, 30_000].Select(d => new DateOnly(1950, 1, 1).AddDays(d)).Nullable();
    private static readonly Gen<string> Country = Gen.OneOf("MY", "QA", "HK", "JP");
    private static readonly Gen<Money> Amount = Gen.Select(Gen.OneOf(Gen.Long[1, 1000], Gen.Long[1, long.MaxValue]), Gen.OneOf("NPR", "JPY", "KWD", "CLF"), (minor, currency) => new Money(minor, currency));

    private static readonly Gen<ReportedContract?> Contract =
        from signed in Day
        from approved in Day
        from months in Gen.Int[1, 600].Nullable()
        from extension in Gen.Int[1, 600].Nullable()
        from wage in Gen.Select(Amount, Gen.Enum<WageKind>(), (a, k) => new ReportedWage(a.AmountMinor, a.Currency, k)).Null()
        // A contract without any fact cannot be told from none in a table.
        select signed is null && approved is null && months is null && extension is null && wage is null ? null : new ReportedContract(signed, approved, months, extension, wage);

    private static readonly Gen<ReportedItem> Item =
        from kind in Gen.Enum<ItemKind>()
        from category in Gen.OneOf(Uploads.Codes.Categories.Order().ToArray())
        from amount in Amount
        from payer in Gen.Enum<Party>()
        from payee in Gen.Enum<Party>()
        from date in Day
        from channel in Gen.Enum<Channel>().Nullable()
        from receipt in Text.Null()
        from period in Gen.Select(Day, Gen.Int[0, 40], (d, n) => d is { } first && first.Year < 2099 ? new ReportedPeriod(first, first.AddDays(n)) : null)
        select new ReportedItem(kind, category, amount, payer, payee, date, channel, receipt, period, kind == ItemKind.Refund ? "i1" : null);

    private static readonly Gen<DisclosedWorker> Worker =
        from number in Text.Null()
        from document in Gen.Select(Country, Gen.Enum<DocumentKind>(), Text, (c, k, n) => new WorkerDocument(c, k, n + "7")).Null()
        from sex in Gen.Enum<Sex>().Nullable()
        from age in Gen.Int[0, 120].Nullable()
        select new DisclosedWorker(number, document, sex, age);

    private static readonly Gen<ReturnedPlacement> Placements =
        from reference in Text
        from corrects in Gen.OneOf("di_0123456789abcdef").Null()
        from reason in Text
        from worker in Worker
        from destination in Country
        from occupation in Gen.OneOf(Uploads.Codes.Occupations.Order().ToArray()).Null()
        from found in Gen.Enum<JobFinder>().Nullable()
        from rehired in Gen.Bool.Nullable()
        from permit in Gen.Enum<PermitClass>().Nullable()
        from contract in Contract
        from employer in Gen.Select(Text, Country.Null(), Gen.Enum<EmployerKind>().Nullable(), (n, c, k) => new ReportedEmployer(n, c, k)).Null()
        from partner in Gen.Select(Text, Country.Null(), Gen.Bool.Nullable(), (n, c, p) => new ReportedPartnerAgency(n, c, p)).Null()
        from intermediaries in Gen.Select(Gen.Enum<IntermediaryKind>(), Text.Null(), (k, n) => new ReportedIntermediary(k, n)).List[0, 5]
        from loans in Gen.Select(Amount, Gen.OneOf("36", "12.5", "0").Null(), Text.Null(), Gen.Bool.Nullable(), (p, r, l, t) => new ReportedLoan(p, r, l, t)).List[0, 5]
        from days in Day.Array[6]
        from wage in Gen.Select(Amount, Day, (a, d) => new ReportedFirstWage(a, d)).Null()
        from cause in Gen.Enum<EndCause>().Nullable()
        from fee in Amount.Nullable()
        from items in Item.List[0, 6]
        select new ReturnedPlacement
        {
            PlacementReference = reference, Corrects = corrects, CorrectionReason = corrects is null ? null : reason, Worker = worker,
            Origin = "NP", Destination = destination, Occupation = occupation, JobFoundBy = found, RehiredBySameEmployer = rehired, PermitClass = permit,
            Contract = contract, Employer = employer, PartnerAgency = partner, Intermediaries = intermediaries, Loans = loans,
            VisaNoticeOn = days[0], PlacedOn = days[1], DepartedOn = days[2], EnteredOn = days[3], EmploymentEndedOn = days[4], DeploymentFailedOn = days[5],
            FirstWage = wage, EndCause = cause, AgreedFee = fee, Items = items,
        };
}
