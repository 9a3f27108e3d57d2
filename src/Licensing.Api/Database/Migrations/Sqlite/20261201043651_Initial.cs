using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Licensing.Api.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Agencies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false),
                    Country = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agencies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgencyChangeProgress",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Next = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyChangeProgress", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LeafIndex = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ActorRole = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Action = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: false),
                    SubjectKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    PayloadSalt = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    PayloadDigest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ReasonSalt = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    ReasonDigest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEvents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Previous = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    EndorsedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Endorsement = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditNodes",
                columns: table => new
                {
                    Place = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditNodes", x => x.Place);
                });

            migrationBuilder.CreateTable(
                name: "ChangeLogs",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    PublicId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CompactedTo = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeLogs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Changes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Type = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Audience = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    AgencyId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Origin = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Changes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Clients",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SecretHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    EarlierSecretHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    EarlierSecretUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    IsDemonstration = table.Column<bool>(type: "INTEGER", nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RegisteredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DisabledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DisabledBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Clients", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Exports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Format = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Filters = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    UpTo = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AgencyKeys = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1000000, nullable: true),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: true),
                    RowsDone = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    BusyUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FeedProgress",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadTo = table.Column<long>(type: "INTEGER", nullable: false),
                    Law = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    LookingAfter = table.Column<long>(type: "INTEGER", nullable: true),
                    LookedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IsFilled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedProgress", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FlagReviews",
                columns: table => new
                {
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Judged = table.Column<long>(type: "INTEGER", nullable: false),
                    Reviewed = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagReviews", x => x.AgencyId);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Lookup = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Answer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotencyEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdentityKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    TakenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    CompletedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdentityKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LawPacks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Side = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Origin = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawPacks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LawSteps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    PreviousId = table.Column<long>(type: "INTEGER", nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Packs = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1000000, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SweptAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawSteps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MinistryCalendars",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Days = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinistryCalendars", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MinistrySettings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ValueJson = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinistrySettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PeriodReopenings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Period = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeriodReopenings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RateSeries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Rates = table.Column<int>(type: "INTEGER", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ImportedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RateSeries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RateSweeps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RatesDigest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    SettingsDigest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    KnownAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RateSweeps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegimeSettings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Question = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValueJson = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Authority = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegimeSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegisterKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    X = table.Column<string>(type: "TEXT", unicode: false, maxLength: 50, nullable: false),
                    Y = table.Column<string>(type: "TEXT", unicode: false, maxLength: 50, nullable: false),
                    SealedPrivateKey = table.Column<byte[]>(type: "BLOB", maxLength: 1000, nullable: true),
                    MadeAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ReplacedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RetentionStates",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Class = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: true),
                    RehearsedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionStates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", maxLength: 1000, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    GoodUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ToldSubjects",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ChangesOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToldSubjects", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Workers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Recognition = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    SealedKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    SealedDocument = table.Column<byte[]>(type: "BLOB", maxLength: 2000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    ErasedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Workers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgencyFacts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Language = table.Column<string>(type: "TEXT", unicode: false, maxLength: 35, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgencyFacts_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgencyLinks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Authority = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EndRecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    OpenKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgencyLinks_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AgencyLinks_Agencies_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Bars",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: true),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 8000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DroppedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LiftedFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LiftedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LiftGrounds = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    LiftProposalId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    OverAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bars", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Bars_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Branches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SearchKey = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CloseRecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Branches", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Branches_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseNotices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    GivenOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AnswerUntil = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    GivenBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AnswerDeletedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConflictsOfInterest",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    DeclaredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConflictsOfInterest", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConflictsOfInterest_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeadlineNotices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Follows = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Force = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadlineNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeadlineNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DemeritEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Findings = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1000, nullable: false),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SetAsideOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SetAsideRecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SetAsideProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    SetAsideDecision = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DemeritEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DemeritEntries_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExpectedVolumes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Female = table.Column<int>(type: "INTEGER", nullable: true),
                    Male = table.Column<int>(type: "INTEGER", nullable: true),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExpectedVolumes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExpectedVolumes_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ForeignRegistrations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Country = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Authority = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    RefusalReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    EndRecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForeignRegistrations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ForeignRegistrations_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Licences",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    NumberKey = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Regime = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Licences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Licences_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Role = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: true),
                    From = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TakenBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Memberships_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NotifiedChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Language = table.Column<string>(type: "TEXT", unicode: false, maxLength: 35, nullable: true),
                    Document = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    NotifiedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    NotifiedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotifiedChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NotifiedChanges_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Proposals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SubjectVersion = table.Column<long>(type: "INTEGER", nullable: true),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: true),
                    Change = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DecisionReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    OpenKey = table.Column<string>(type: "TEXT", maxLength: 250, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Proposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Proposals_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Representatives",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Country = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Registration = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EndRecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Representatives", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Representatives_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Suggestions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Follows = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: true),
                    BandFrom = table.Column<int>(type: "INTEGER", nullable: true),
                    DeadlineKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Because = table.Column<string>(type: "TEXT", unicode: false, maxLength: 4000, nullable: false),
                    SuggestedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suggestions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Suggestions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Webhooks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: true),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Types = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1220, nullable: false),
                    OnlyAgency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    OnlyOrigin = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    OnlyDestination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    DisabledBecause = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    DisabledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SealedSecret = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: false),
                    EarlierSealedSecret = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    EarlierSecretUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SubscribedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhooks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Webhooks_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExportParts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ExportId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    StoredName = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    FileKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExportParts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExportParts_Exports_ExportId",
                        column: x => x.ExportId,
                        principalTable: "Exports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LawSimulations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LawPackId = table.Column<long>(type: "INTEGER", nullable: false),
                    LawDigest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    AtMost = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ToLookAt = table.Column<int>(type: "INTEGER", nullable: true),
                    LookedAt = table.Column<int>(type: "INTEGER", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    FailedBecause = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Result = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawSimulations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LawSimulations_LawPacks_LawPackId",
                        column: x => x.LawPackId,
                        principalTable: "LawPacks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LawNotices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    LawStepId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LawNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LawNotices_LawSteps_LawStepId",
                        column: x => x.LawStepId,
                        principalTable: "LawSteps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Returns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Period = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    OnError = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Format = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    UploadKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    FiledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    FiledBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PlacementsRead = table.Column<int>(type: "INTEGER", nullable: false),
                    RowsRead = table.Column<long>(type: "INTEGER", nullable: false),
                    Filed = table.Column<int>(type: "INTEGER", nullable: false),
                    Corrected = table.Column<int>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    OutsidePeriod = table.Column<int>(type: "INTEGER", nullable: false),
                    UnreadableBecause = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: true),
                    ProgressAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ReleasedThrough = table.Column<long>(type: "INTEGER", nullable: false),
                    JudgedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RefusedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ClearedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    IsLate = table.Column<bool>(type: "INTEGER", nullable: true),
                    IsSupplementary = table.Column<bool>(type: "INTEGER", nullable: true),
                    ReopeningId = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Returns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Returns_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Returns_PeriodReopenings_ReopeningId",
                        column: x => x.ReopeningId,
                        principalTable: "PeriodReopenings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonalReads",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    WorkerId = table.Column<long>(type: "INTEGER", nullable: true),
                    Shown = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reader = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReaderRole = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonalReads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonalReads_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgencyNameKeys",
                columns: table => new
                {
                    FactId = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyNameKeys", x => new { x.Key, x.FactId });
                    table.ForeignKey(
                        name: "FK_AgencyNameKeys_AgencyFacts_FactId",
                        column: x => x.FactId,
                        principalTable: "AgencyFacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BarMarks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BarId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BarMarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BarMarks_Bars_BarId",
                        column: x => x.BarId,
                        principalTable: "Bars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Appeals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Path = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    DecidedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LodgedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LodgedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LodgedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    GroundsDeletedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EffectiveFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    OpenKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Appeals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Appeals_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Appeals_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Applications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: true),
                    Regime = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Class = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    PlannedWorkers = table.Column<int>(type: "INTEGER", nullable: true),
                    DepositChoice = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    CorrectBy = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DraftedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    DraftedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LatestNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    OverdueFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Applications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Applications_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Applications_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositFacts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Fact = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositFacts_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Deposits",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    LastNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deposits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Deposits_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LicenceChecks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: true),
                    Said = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LicenceChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LicenceChecks_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LicenceConditions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsPublic = table.Column<bool>(type: "INTEGER", nullable: false),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LicenceConditions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LicenceConditions_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LicenceFacts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    About = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Term = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    IsProvisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    Class = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Part = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Ground = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Condition = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    StopsLicence = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LicenceFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LicenceFacts_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ShowCauseNotices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Intended = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    GivenOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AnswerUntil = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    GivenBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AnswerDeletedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Measure = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShowCauseNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ShowCauseNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ShowCauseNotices_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SurrenderRequests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Fact = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    OpenKey = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurrenderRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SurrenderRequests_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SurrenderRequests_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookMessages",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    SubscriptionId = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    ChangeId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    SubjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstAttemptAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    NextAttemptAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookMessages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WebhookMessages_Webhooks_SubscriptionId",
                        column: x => x.SubscriptionId,
                        principalTable: "Webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookProgress",
                columns: table => new
                {
                    SubscriptionId = table.Column<long>(type: "INTEGER", nullable: false),
                    Through = table.Column<long>(type: "INTEGER", nullable: false),
                    FailingSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    NotBefore = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    MissedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookProgress", x => x.SubscriptionId);
                    table.ForeignKey(
                        name: "FK_WebhookProgress_Webhooks_SubscriptionId",
                        column: x => x.SubscriptionId,
                        principalTable: "Webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Placements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    WorkerId = table.Column<long>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    AgencyFileNumber = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Origin = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Occupation = table.Column<string>(type: "TEXT", unicode: false, maxLength: 4, nullable: true),
                    HappenedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReturnId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Placements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Placements_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Placements_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Placements_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReturnRejections",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ReturnId = table.Column<long>(type: "INTEGER", nullable: false),
                    Row = table.Column<long>(type: "INTEGER", nullable: false),
                    Column = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Mend = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReturnRejections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReturnRejections_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UnchangedPlacements",
                columns: table => new
                {
                    ReturnId = table.Column<long>(type: "INTEGER", nullable: false),
                    DisclosureId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnchangedPlacements", x => new { x.ReturnId, x.DisclosureId });
                    table.ForeignKey(
                        name: "FK_UnchangedPlacements_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationDocuments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ApplicationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    IssuedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ExpiresOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    MediaType = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    FileKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Check = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    CheckNote = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AttachedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    AttachedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RemovedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationDocuments_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationMarks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ApplicationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationMarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationMarks_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationSteps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ApplicationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Action = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    From = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    To = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ItemsJson = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationSteps_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationVersions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ApplicationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    SealedContent = table.Column<byte[]>(type: "BLOB", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    WrittenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    WrittenBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationVersions_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Examinations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ApplicationId = table.Column<long>(type: "INTEGER", nullable: false),
                    BegunAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    BegunBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DetailsNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    PublicName = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    PublicPlace = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    ObjectionsUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Examinations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Examinations_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FeeReceipts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ApplicationId = table.Column<long>(type: "INTEGER", nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeeReceipts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FeeReceipts_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Objections",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ApplicationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 2000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    FiledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    AnsweredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Objections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Objections_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositDraws",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DepositId = table.Column<long>(type: "INTEGER", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Sharing = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DrawnMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    DebtMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    DebtIsDue = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    DemandId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositDraws", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositDraws_Deposits_DepositId",
                        column: x => x.DepositId,
                        principalTable: "Deposits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConditionActs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ConditionId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConditionActs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConditionActs_LicenceConditions_ConditionId",
                        column: x => x.ConditionId,
                        principalTable: "LicenceConditions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookAttempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    SubscriptionId = table.Column<long>(type: "INTEGER", nullable: false),
                    MessageId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: true),
                    Failure = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    DurationMs = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookAttempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WebhookAttempts_WebhookMessages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "WebhookMessages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Complaints",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false),
                    SecretHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    By = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Type = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Against = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Signs = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Language = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    HappenedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsAbroad = table.Column<bool>(type: "INTEGER", nullable: true),
                    ReturnedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EmploymentEndedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ClaimedMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: true),
                    LicenceNumber = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    JobOrder = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    DisclosureName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: true),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: true),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 4000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    FiledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    FiledOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    TriageReason = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    GoInstead = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    TriagedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    TriagedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    JoinedToId = table.Column<long>(type: "INTEGER", nullable: true),
                    RetaliationOfId = table.Column<long>(type: "INTEGER", nullable: true),
                    AssignedTo = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AssignedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    EscalatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Complaints", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Complaints_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Complaints_Complaints_JoinedToId",
                        column: x => x.JoinedToId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Complaints_Complaints_RetaliationOfId",
                        column: x => x.RetaliationOfId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Complaints_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Confirmations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: false),
                    SecretHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Language = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 2000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    FirstIssuedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Confirmations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Confirmations_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Disclosures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    LatestNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    ReturnId = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disclosures", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Disclosures_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Disclosures_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LegalHolds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    WorkerId = table.Column<long>(type: "INTEGER", nullable: true),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: true),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    PlacedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PlacedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LiftReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    LiftedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    LiftedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LegalHolds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LegalHolds_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LegalHolds_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LegalHolds_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExaminationAlerts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ExaminationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Match = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    With = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    WithId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    AnswerReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    AnsweredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExaminationAlerts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExaminationAlerts_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalTable: "Examinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExaminationItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ExaminationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Finding = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    FoundBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    FoundAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExaminationItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExaminationItems_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalTable: "Examinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SiteVisits",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ExaminationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    VisitorsJson = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    FindingsJson = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SiteVisits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SiteVisits_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalTable: "Examinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositClaims",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    LicenceId = table.Column<long>(type: "INTEGER", nullable: false),
                    ClaimKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    LodgedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    WorkerId = table.Column<long>(type: "INTEGER", nullable: true),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: true),
                    Party = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Statement = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DrawId = table.Column<long>(type: "INTEGER", nullable: true),
                    PaidMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    RefusalReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    RefusedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositClaims_DepositDraws_DrawId",
                        column: x => x.DrawId,
                        principalTable: "DepositDraws",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositClaims_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositClaims_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositClaims_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintAttachments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    FileKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Check = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    CheckNote = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AttachedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintAttachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintAttachments_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintConsents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    Item = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintConsents_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintDecisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Facts = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Law = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Remedy = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: true),
                    DemeritId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DecidedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SetAsideOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintDecisions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ComplaintDecisions_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintEntries_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintHearings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SetAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SetBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    MinutedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    MinutedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintHearings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintHearings_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintNotices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    GivenOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AnswerUntil = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    GivenBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ComplaintNotices_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintReminders",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    About = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintReminders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintReminders_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintSettlements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    Terms = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    PaidMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    PaidCurrency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    RefundMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    RefundCurrency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    WaiverReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintSettlements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintSettlements_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintSteps",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: false),
                    Event = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintSteps_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConfirmationCodes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ConfirmationId = table.Column<long>(type: "INTEGER", nullable: false),
                    CodeHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Delivery = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    IssuedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    UsedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConfirmationCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConfirmationCodes_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CorrectionRequests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ConfirmationId = table.Column<long>(type: "INTEGER", nullable: false),
                    About = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    AgencyAsked = table.Column<bool>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CorrectionRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CorrectionRequests_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Discrepancies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ConfirmationId = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Discrepancies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Discrepancies_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UnconfirmedPlacements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ConfirmationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MarkedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RemindedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnconfirmedPlacements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UnconfirmedPlacements_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WordConsents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ConfirmationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Item = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WordConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WordConsents_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WorkerWords",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ConfirmationId = table.Column<long>(type: "INTEGER", nullable: false),
                    Stage = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ItemId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Reported = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Retracts = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    PaidMinor = table.Column<long>(type: "INTEGER", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: true),
                    Category = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: true),
                    Payee = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PersonKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkerWords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WorkerWords_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DisclosureVersions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DisclosureId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Reported = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Worker = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Origin = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    SignedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ChargedFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ChargedUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    FiledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    FiledBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    IsCurrent = table.Column<bool>(type: "INTEGER", nullable: false),
                    JudgedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WaitsFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    JudgedAsOf = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LawDigest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    RatesDigest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    SettingsDigest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    EngineVersion = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: true),
                    ConvertedFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ConvertedUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReturnId = table.Column<long>(type: "INTEGER", nullable: true),
                    ReturnRow = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DisclosureVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DisclosureVersions_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DisclosureVersions_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StagedCorrections",
                columns: table => new
                {
                    ReturnId = table.Column<long>(type: "INTEGER", nullable: false),
                    DisclosureId = table.Column<long>(type: "INTEGER", nullable: false),
                    Row = table.Column<long>(type: "INTEGER", nullable: false),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: false),
                    Corrects = table.Column<int>(type: "INTEGER", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Occupation = table.Column<string>(type: "TEXT", unicode: false, maxLength: 4, nullable: true),
                    HappenedOn = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StagedCorrections", x => new { x.ReturnId, x.DisclosureId });
                    table.ForeignKey(
                        name: "FK_StagedCorrections_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StagedCorrections_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositRows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DepositId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Entry = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    HeldFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceiptId = table.Column<long>(type: "INTEGER", nullable: true),
                    DrawId = table.Column<long>(type: "INTEGER", nullable: true),
                    ClaimId = table.Column<long>(type: "INTEGER", nullable: true),
                    Form = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ExpiresOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositRows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositRows_DepositClaims_ClaimId",
                        column: x => x.ClaimId,
                        principalTable: "DepositClaims",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositRows_DepositDraws_DrawId",
                        column: x => x.DrawId,
                        principalTable: "DepositDraws",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositRows_DepositRows_ReceiptId",
                        column: x => x.ReceiptId,
                        principalTable: "DepositRows",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositRows_Deposits_DepositId",
                        column: x => x.DepositId,
                        principalTable: "Deposits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AnswerDocuments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    NoticeId = table.Column<long>(type: "INTEGER", nullable: true),
                    ComplaintNoticeId = table.Column<long>(type: "INTEGER", nullable: true),
                    MediaType = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    FileKey = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    Digest = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Check = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    CheckNote = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AttachedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    AttachedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AnswerDocuments_CaseNotices_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "CaseNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerDocuments_ComplaintNotices_ComplaintNoticeId",
                        column: x => x.ComplaintNoticeId,
                        principalTable: "ComplaintNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Findings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    DisclosureVersionId = table.Column<long>(type: "INTEGER", nullable: false),
                    ReturnId = table.Column<long>(type: "INTEGER", nullable: true),
                    AmendedAfterJudgement = table.Column<bool>(type: "INTEGER", nullable: false),
                    DecidedNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    LawStepId = table.Column<long>(type: "INTEGER", nullable: true),
                    FellByLaw = table.Column<bool>(type: "INTEGER", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    HappenedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Provision = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    ProvisionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Law = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Result = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Grounds = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Findings_DisclosureVersions_DisclosureVersionId",
                        column: x => x.DisclosureVersionId,
                        principalTable: "DisclosureVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Findings_LawSteps_LawStepId",
                        column: x => x.LawStepId,
                        principalTable: "LawSteps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Findings_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Judgements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DisclosureVersionId = table.Column<long>(type: "INTEGER", nullable: false),
                    Slot = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    Provision = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: true),
                    Law = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Result = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Because = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Canonical = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Judgements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Judgements_DisclosureVersions_DisclosureVersionId",
                        column: x => x.DisclosureVersionId,
                        principalTable: "DisclosureVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RestorationDoubts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DepositId = table.Column<long>(type: "INTEGER", nullable: false),
                    RowId = table.Column<long>(type: "INTEGER", nullable: false),
                    Missing = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SettledAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DemandId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RestorationDoubts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RestorationDoubts_DepositRows_RowId",
                        column: x => x.RowId,
                        principalTable: "DepositRows",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RestorationDoubts_Deposits_DepositId",
                        column: x => x.DepositId,
                        principalTable: "Deposits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FindingAmounts",
                columns: table => new
                {
                    FindingId = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingAmounts", x => new { x.FindingId, x.Currency });
                    table.ForeignKey(
                        name: "FK_FindingAmounts_Findings_FindingId",
                        column: x => x.FindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FindingDecisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    FindingId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Facts = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Law = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Decided = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Points = table.Column<int>(type: "INTEGER", nullable: true),
                    DemeritId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DecidedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SetAsideOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FindingDecisions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FindingDecisions_Findings_FindingId",
                        column: x => x.FindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Flags",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Period = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Findings = table.Column<int>(type: "INTEGER", nullable: false),
                    Workers = table.Column<int>(type: "INTEGER", nullable: false),
                    WorkersOvercharged = table.Column<int>(type: "INTEGER", nullable: false),
                    PlacementsInBreach = table.Column<int>(type: "INTEGER", nullable: false),
                    Placements = table.Column<int>(type: "INTEGER", nullable: false),
                    WorstFindingId = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstSeen = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LastSeen = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    LiftedBecause = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Flags", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Flags_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Flags_Findings_WorstFindingId",
                        column: x => x.WorstFindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RefundOrders",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: false),
                    FindingId = table.Column<long>(type: "INTEGER", nullable: true),
                    Remedy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    RemedyVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Citation = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Grade = table.Column<string>(type: "TEXT", unicode: false, maxLength: 2, nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ComplaintId = table.Column<long>(type: "INTEGER", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    RefundMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    PlusMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    OrderedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    PercentPerYear = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: true),
                    DayCount = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    PaymentsGo = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Lots = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Steps = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    OpenPoints = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    OrderedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    OrderedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    IsOwed = table.Column<bool>(type: "INTEGER", nullable: false),
                    OverdueSince = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LastNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    LastWord = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefundOrders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Findings_FindingId",
                        column: x => x.FindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseNoticeItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    NoticeId = table.Column<long>(type: "INTEGER", nullable: false),
                    FindingId = table.Column<long>(type: "INTEGER", nullable: true),
                    FlagId = table.Column<long>(type: "INTEGER", nullable: true),
                    Stated = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    Explanation = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseNoticeItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseNoticeItems_CaseNotices_NoticeId",
                        column: x => x.NoticeId,
                        principalTable: "CaseNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseNoticeItems_Findings_FindingId",
                        column: x => x.FindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseNoticeItems_Flags_FlagId",
                        column: x => x.FlagId,
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagAmounts",
                columns: table => new
                {
                    FlagId = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagAmounts", x => new { x.FlagId, x.Currency });
                    table.ForeignKey(
                        name: "FK_FlagAmounts_Flags_FlagId",
                        column: x => x.FlagId,
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FlagCorrections",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    FlagId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    AppealId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagCorrections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FlagCorrections_Flags_FlagId",
                        column: x => x.FlagId,
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagDecisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    FlagId = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<long>(type: "INTEGER", nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Decided = table.Column<string>(type: "TEXT", maxLength: 1000000, nullable: false),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    DecidedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SetAsideOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FlagDecisions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlagDecisions_Flags_FlagId",
                        column: x => x.FlagId,
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RefundRows",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    PublicId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    OrderId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Entry = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Reverses = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    Proof = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClaimId = table.Column<long>(type: "INTEGER", nullable: true),
                    ProposalId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefundRows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RefundRows_DepositClaims_ClaimId",
                        column: x => x.ClaimId,
                        principalTable: "DepositClaims",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundRows_RefundOrders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "RefundOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RefundWords",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OrderId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    After = table.Column<int>(type: "INTEGER", nullable: false),
                    Payment = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    SaidOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReceivedMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    How = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefundWords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RefundWords_RefundOrders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "RefundOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagsLeftOut",
                columns: table => new
                {
                    FindingId = table.Column<long>(type: "INTEGER", nullable: false),
                    CorrectionId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagsLeftOut", x => x.FindingId);
                    table.ForeignKey(
                        name: "FK_FlagsLeftOut_Findings_FindingId",
                        column: x => x.FindingId,
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlagsLeftOut_FlagCorrections_CorrectionId",
                        column: x => x.CorrectionId,
                        principalTable: "FlagCorrections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_Country_Id",
                table: "Agencies",
                columns: new[] { "Country", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_PublicId",
                table: "Agencies",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_Reference",
                table: "Agencies",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgencyFacts_AgencyId_Kind",
                table: "AgencyFacts",
                columns: new[] { "AgencyId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_AgencyFacts_Kind_SearchKey",
                table: "AgencyFacts",
                columns: new[] { "Kind", "SearchKey" });

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_AgencyId",
                table: "AgencyLinks",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_OpenKey",
                table: "AgencyLinks",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_OtherId",
                table: "AgencyLinks",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_PublicId",
                table: "AgencyLinks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgencyNameKeys_FactId",
                table: "AgencyNameKeys",
                column: "FactId");

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_Check_Id",
                table: "AnswerDocuments",
                columns: new[] { "Check", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_ComplaintNoticeId_Id",
                table: "AnswerDocuments",
                columns: new[] { "ComplaintNoticeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_NoticeId_Id",
                table: "AnswerDocuments",
                columns: new[] { "NoticeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_PublicId",
                table: "AnswerDocuments",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_AgencyId",
                table: "Appeals",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_ClosedAt",
                table: "Appeals",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_LicenceId",
                table: "Appeals",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_OpenKey",
                table: "Appeals",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_PublicId",
                table: "Appeals",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_SubjectId",
                table: "Appeals",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationDocuments_ApplicationId_Id",
                table: "ApplicationDocuments",
                columns: new[] { "ApplicationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationDocuments_Check_RemovedAt_Id",
                table: "ApplicationDocuments",
                columns: new[] { "Check", "RemovedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationDocuments_PublicId",
                table: "ApplicationDocuments",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationMarks_ApplicationId_Number",
                table: "ApplicationMarks",
                columns: new[] { "ApplicationId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationMarks_Kind_Digest",
                table: "ApplicationMarks",
                columns: new[] { "Kind", "Digest" });

            migrationBuilder.CreateIndex(
                name: "IX_Applications_AgencyId_Id",
                table: "Applications",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Applications_LicenceId",
                table: "Applications",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Applications_PublicId",
                table: "Applications",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Applications_Reference",
                table: "Applications",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Applications_State_CorrectBy_Id",
                table: "Applications",
                columns: new[] { "State", "CorrectBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationSteps_ApplicationId_Id",
                table: "ApplicationSteps",
                columns: new[] { "ApplicationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationVersions_ApplicationId_Number",
                table: "ApplicationVersions",
                columns: new[] { "ApplicationId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_Action_Id",
                table: "AuditEvents",
                columns: new[] { "Action", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_Actor_Id",
                table: "AuditEvents",
                columns: new[] { "Actor", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_At",
                table: "AuditEvents",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_LeafIndex_Id",
                table: "AuditEvents",
                columns: new[] { "LeafIndex", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_PublicId",
                table: "AuditEvents",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_SubjectId_Id",
                table: "AuditEvents",
                columns: new[] { "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditHeads_PublicId",
                table: "AuditHeads",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditHeads_Size",
                table: "AuditHeads",
                column: "Size",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditKeys_KeyId",
                table: "AuditKeys",
                column: "KeyId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditKeys_PublicId",
                table: "AuditKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BarMarks_BarId",
                table: "BarMarks",
                column: "BarId");

            migrationBuilder.CreateIndex(
                name: "IX_BarMarks_Kind_Digest",
                table: "BarMarks",
                columns: new[] { "Kind", "Digest" });

            migrationBuilder.CreateIndex(
                name: "IX_Bars_AgencyId",
                table: "Bars",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Bars_OverAt",
                table: "Bars",
                column: "OverAt");

            migrationBuilder.CreateIndex(
                name: "IX_Bars_PublicId",
                table: "Bars",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Branches_AgencyId",
                table: "Branches",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Branches_PublicId",
                table: "Branches",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CaseNoticeItems_FindingId",
                table: "CaseNoticeItems",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNoticeItems_FlagId",
                table: "CaseNoticeItems",
                column: "FlagId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNoticeItems_NoticeId",
                table: "CaseNoticeItems",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_AgencyId_Id",
                table: "CaseNotices",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_AnsweredAt",
                table: "CaseNotices",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_AnswerUntil",
                table: "CaseNotices",
                column: "AnswerUntil");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_PublicId",
                table: "CaseNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Changes_PublicId",
                table: "Changes",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Changes_SubjectId_Id",
                table: "Changes",
                columns: new[] { "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Clients_Name",
                table: "Clients",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Clients_PublicId",
                table: "Clients",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintAttachments_Check_Id",
                table: "ComplaintAttachments",
                columns: new[] { "Check", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintAttachments_ComplaintId_Id",
                table: "ComplaintAttachments",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintAttachments_PublicId",
                table: "ComplaintAttachments",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintConsents_ComplaintId_Item",
                table: "ComplaintConsents",
                columns: new[] { "ComplaintId", "Item" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintConsents_PublicId",
                table: "ComplaintConsents",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintDecisions_AgencyId",
                table: "ComplaintDecisions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintDecisions_ComplaintId",
                table: "ComplaintDecisions",
                column: "ComplaintId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintDecisions_PublicId",
                table: "ComplaintDecisions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintEntries_ComplaintId_Id",
                table: "ComplaintEntries",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintEntries_PublicId",
                table: "ComplaintEntries",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintHearings_ComplaintId_Id",
                table: "ComplaintHearings",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintHearings_PublicId",
                table: "ComplaintHearings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintNotices_AgencyId_Id",
                table: "ComplaintNotices",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintNotices_ComplaintId",
                table: "ComplaintNotices",
                column: "ComplaintId");

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintNotices_PublicId",
                table: "ComplaintNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintReminders_ComplaintId_About_DueOn_Stage",
                table: "ComplaintReminders",
                columns: new[] { "ComplaintId", "About", "DueOn", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintReminders_PublicId",
                table: "ComplaintReminders",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AgencyId",
                table: "Complaints",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AssignedTo_Id",
                table: "Complaints",
                columns: new[] { "AssignedTo", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ClosedAt",
                table: "Complaints",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_JoinedToId",
                table: "Complaints",
                column: "JoinedToId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_PlacementId",
                table: "Complaints",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_PublicId",
                table: "Complaints",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Reference",
                table: "Complaints",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_RetaliationOfId",
                table: "Complaints",
                column: "RetaliationOfId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_State_Id",
                table: "Complaints",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSettlements_ComplaintId",
                table: "ComplaintSettlements",
                column: "ComplaintId");

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSettlements_PublicId",
                table: "ComplaintSettlements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSteps_ComplaintId_Id",
                table: "ComplaintSteps",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSteps_PublicId",
                table: "ComplaintSteps",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConditionActs_ConditionId_Kind",
                table: "ConditionActs",
                columns: new[] { "ConditionId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_ConditionActs_PublicId",
                table: "ConditionActs",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConfirmationCodes_CodeHash",
                table: "ConfirmationCodes",
                column: "CodeHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConfirmationCodes_ConfirmationId_Id",
                table: "ConfirmationCodes",
                columns: new[] { "ConfirmationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ConfirmationCodes_PublicId",
                table: "ConfirmationCodes",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_ChangedAt",
                table: "Confirmations",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_PlacementId",
                table: "Confirmations",
                column: "PlacementId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_PublicId",
                table: "Confirmations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_Reference",
                table: "Confirmations",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_AgencyId",
                table: "ConflictsOfInterest",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_PublicId",
                table: "ConflictsOfInterest",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_Subject_AgencyId",
                table: "ConflictsOfInterest",
                columns: new[] { "Subject", "AgencyId" });

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_ConfirmationId",
                table: "CorrectionRequests",
                column: "ConfirmationId");

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_PublicId",
                table: "CorrectionRequests",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_State_Id",
                table: "CorrectionRequests",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineNotices_AgencyId",
                table: "DeadlineNotices",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineNotices_Kind_Stage_DueOn_SubjectId",
                table: "DeadlineNotices",
                columns: new[] { "Kind", "Stage", "DueOn", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineNotices_PublicId",
                table: "DeadlineNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DemeritEntries_AgencyId_On",
                table: "DemeritEntries",
                columns: new[] { "AgencyId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_DemeritEntries_PublicId",
                table: "DemeritEntries",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_DrawId",
                table: "DepositClaims",
                column: "DrawId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_LicenceId_ClosedAt",
                table: "DepositClaims",
                columns: new[] { "LicenceId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_PlacementId",
                table: "DepositClaims",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_PublicId",
                table: "DepositClaims",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_WorkerId",
                table: "DepositClaims",
                column: "WorkerId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositDraws_DepositId",
                table: "DepositDraws",
                column: "DepositId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositDraws_PublicId",
                table: "DepositDraws",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositFacts_LicenceId_Fact_From",
                table: "DepositFacts",
                columns: new[] { "LicenceId", "Fact", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_DepositFacts_PublicId",
                table: "DepositFacts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_ClaimId",
                table: "DepositRows",
                column: "ClaimId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_DepositId_Number",
                table: "DepositRows",
                columns: new[] { "DepositId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_DrawId",
                table: "DepositRows",
                column: "DrawId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_Entry_ExpiresOn",
                table: "DepositRows",
                columns: new[] { "Entry", "ExpiresOn" });

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_PublicId",
                table: "DepositRows",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_ReceiptId",
                table: "DepositRows",
                column: "ReceiptId");

            migrationBuilder.CreateIndex(
                name: "IX_Deposits_LicenceId",
                table: "Deposits",
                column: "LicenceId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deposits_PublicId",
                table: "Deposits",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_AgencyId",
                table: "Disclosures",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_PlacementId",
                table: "Disclosures",
                column: "PlacementId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_PublicId",
                table: "Disclosures",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_ConvertedUntil",
                table: "DisclosureVersions",
                column: "ConvertedUntil",
                filter: "ConvertedUntil IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_DisclosureId_Number",
                table: "DisclosureVersions",
                columns: new[] { "DisclosureId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_Origin_Destination_ChargedUntil_ChargedFrom",
                table: "DisclosureVersions",
                columns: new[] { "Origin", "Destination", "ChargedUntil", "ChargedFrom" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_Origin_Destination_SignedOn",
                table: "DisclosureVersions",
                columns: new[] { "Origin", "Destination", "SignedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_ReturnId_IsCurrent_JudgedAt",
                table: "DisclosureVersions",
                columns: new[] { "ReturnId", "IsCurrent", "JudgedAt" },
                filter: "ReturnId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_ReturnId_ReturnRow",
                table: "DisclosureVersions",
                columns: new[] { "ReturnId", "ReturnRow" },
                unique: true,
                filter: "ReturnId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_WaitsFrom_Id",
                table: "DisclosureVersions",
                columns: new[] { "WaitsFrom", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Discrepancies_ConfirmationId",
                table: "Discrepancies",
                column: "ConfirmationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Discrepancies_PublicId",
                table: "Discrepancies",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Discrepancies_State_Id",
                table: "Discrepancies",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ExaminationAlerts_ExaminationId_Key",
                table: "ExaminationAlerts",
                columns: new[] { "ExaminationId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExaminationAlerts_PublicId",
                table: "ExaminationAlerts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExaminationItems_ExaminationId_Kind_Code",
                table: "ExaminationItems",
                columns: new[] { "ExaminationId", "Kind", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_ApplicationId",
                table: "Examinations",
                column: "ApplicationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_ObjectionsUntil",
                table: "Examinations",
                column: "ObjectionsUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_PublicId",
                table: "Examinations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedVolumes_AgencyId_From_To_Destination_Source",
                table: "ExpectedVolumes",
                columns: new[] { "AgencyId", "From", "To", "Destination", "Source" },
                unique: true,
                filter: "WithdrawnAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedVolumes_PublicId",
                table: "ExpectedVolumes",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedVolumes_To_From",
                table: "ExpectedVolumes",
                columns: new[] { "To", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_ExportParts_ExportId_Number",
                table: "ExportParts",
                columns: new[] { "ExportId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExportParts_StoredName",
                table: "ExportParts",
                column: "StoredName");

            migrationBuilder.CreateIndex(
                name: "IX_Exports_PublicId",
                table: "Exports",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Exports_RequestedBy_Id",
                table: "Exports",
                columns: new[] { "RequestedBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Exports_State_ExpiresAt",
                table: "Exports",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FeeReceipts_ApplicationId",
                table: "FeeReceipts",
                column: "ApplicationId");

            migrationBuilder.CreateIndex(
                name: "IX_FeeReceipts_PublicId",
                table: "FeeReceipts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FeeReceipts_Reference",
                table: "FeeReceipts",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FindingAmounts_Currency_AmountMinor",
                table: "FindingAmounts",
                columns: new[] { "Currency", "AmountMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_FindingDecisions_AgencyId",
                table: "FindingDecisions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_FindingDecisions_FindingId",
                table: "FindingDecisions",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_FindingDecisions_PublicId",
                table: "FindingDecisions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_AgencyId_Id",
                table: "Findings",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_DisclosureVersionId",
                table: "Findings",
                column: "DisclosureVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_HappenedOn_Id",
                table: "Findings",
                columns: new[] { "HappenedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_LawStepId_AgencyId",
                table: "Findings",
                columns: new[] { "LawStepId", "AgencyId" },
                filter: "LawStepId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Origin_Destination_Id",
                table: "Findings",
                columns: new[] { "Origin", "Destination", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_PlacementId_Kind",
                table: "Findings",
                columns: new[] { "PlacementId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Provision_Id",
                table: "Findings",
                columns: new[] { "Provision", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_PublicId",
                table: "Findings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_ReturnId",
                table: "Findings",
                column: "ReturnId",
                filter: "ReturnId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Status_Id",
                table: "Findings",
                columns: new[] { "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FlagCorrections_FlagId",
                table: "FlagCorrections",
                column: "FlagId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagCorrections_PublicId",
                table: "FlagCorrections",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FlagDecisions_AgencyId",
                table: "FlagDecisions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagDecisions_FlagId",
                table: "FlagDecisions",
                column: "FlagId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagDecisions_PublicId",
                table: "FlagDecisions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_AgencyId_Period",
                table: "Flags",
                columns: new[] { "AgencyId", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_PublicId",
                table: "Flags",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_WorstFindingId",
                table: "Flags",
                column: "WorstFindingId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagsLeftOut_CorrectionId",
                table: "FlagsLeftOut",
                column: "CorrectionId");

            migrationBuilder.CreateIndex(
                name: "IX_ForeignRegistrations_AgencyId",
                table: "ForeignRegistrations",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ForeignRegistrations_PublicId",
                table: "ForeignRegistrations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyEntries_ExpiresAt",
                table: "IdempotencyEntries",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyEntries_Lookup",
                table: "IdempotencyEntries",
                column: "Lookup",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdentityKeys_PublicId",
                table: "IdentityKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_DisclosureVersionId_Slot",
                table: "Judgements",
                columns: new[] { "DisclosureVersionId", "Slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_Provision_Id",
                table: "Judgements",
                columns: new[] { "Provision", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_PublicId",
                table: "Judgements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_Result_Because_Id",
                table: "Judgements",
                columns: new[] { "Result", "Because", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LawNotices_AgencyId_LawStepId",
                table: "LawNotices",
                columns: new[] { "AgencyId", "LawStepId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawNotices_LawStepId",
                table: "LawNotices",
                column: "LawStepId");

            migrationBuilder.CreateIndex(
                name: "IX_LawNotices_PublicId",
                table: "LawNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_Name_Digest",
                table: "LawPacks",
                columns: new[] { "Name", "Digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_Name_Number",
                table: "LawPacks",
                columns: new[] { "Name", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_PublicId",
                table: "LawPacks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawSimulations_LawPackId",
                table: "LawSimulations",
                column: "LawPackId");

            migrationBuilder.CreateIndex(
                name: "IX_LawSimulations_PublicId",
                table: "LawSimulations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawSimulations_State_Id",
                table: "LawSimulations",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LawSteps_PreviousId",
                table: "LawSteps",
                column: "PreviousId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawSteps_PublicId",
                table: "LawSteps",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_AgencyId",
                table: "LegalHolds",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_PlacementId",
                table: "LegalHolds",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_PublicId",
                table: "LegalHolds",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_SubjectId_Id",
                table: "LegalHolds",
                columns: new[] { "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_WorkerId",
                table: "LegalHolds",
                column: "WorkerId");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_At",
                table: "LicenceChecks",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_LicenceId",
                table: "LicenceChecks",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_PublicId",
                table: "LicenceChecks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_Reference",
                table: "LicenceChecks",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceConditions_DueOn",
                table: "LicenceConditions",
                column: "DueOn");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceConditions_LicenceId_DueOn",
                table: "LicenceConditions",
                columns: new[] { "LicenceId", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceConditions_PublicId",
                table: "LicenceConditions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_Kind_From",
                table: "LicenceFacts",
                columns: new[] { "Kind", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_Kind_Until",
                table: "LicenceFacts",
                columns: new[] { "Kind", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_LicenceId_Kind_From",
                table: "LicenceFacts",
                columns: new[] { "LicenceId", "Kind", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_PublicId",
                table: "LicenceFacts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Licences_AgencyId",
                table: "Licences",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Licences_Number",
                table: "Licences",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Licences_NumberKey",
                table: "Licences",
                column: "NumberKey");

            migrationBuilder.CreateIndex(
                name: "IX_Licences_PublicId",
                table: "Licences",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_AgencyId",
                table: "Memberships",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_PublicId",
                table: "Memberships",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Role_Until",
                table: "Memberships",
                columns: new[] { "Role", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Subject_Number",
                table: "Memberships",
                columns: new[] { "Subject", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MinistryCalendars_PublicId",
                table: "MinistryCalendars",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MinistrySettings_Name_From",
                table: "MinistrySettings",
                columns: new[] { "Name", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_MinistrySettings_PublicId",
                table: "MinistrySettings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotifiedChanges_AgencyId",
                table: "NotifiedChanges",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_NotifiedChanges_PublicId",
                table: "NotifiedChanges",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotifiedChanges_State_Id",
                table: "NotifiedChanges",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Objections_ApplicationId_Id",
                table: "Objections",
                columns: new[] { "ApplicationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Objections_FiledAt",
                table: "Objections",
                column: "FiledAt");

            migrationBuilder.CreateIndex(
                name: "IX_Objections_PublicId",
                table: "Objections",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PeriodReopenings_AgencyId_Period_Id",
                table: "PeriodReopenings",
                columns: new[] { "AgencyId", "Period", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PeriodReopenings_PublicId",
                table: "PeriodReopenings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_At",
                table: "PersonalReads",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_PublicId",
                table: "PersonalReads",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_Shown_Id",
                table: "PersonalReads",
                columns: new[] { "Shown", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_WorkerId_Id",
                table: "PersonalReads",
                columns: new[] { "WorkerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_AgencyId_HappenedOn",
                table: "Placements",
                columns: new[] { "AgencyId", "HappenedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_AgencyId_Reference",
                table: "Placements",
                columns: new[] { "AgencyId", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Placements_Origin_Destination",
                table: "Placements",
                columns: new[] { "Origin", "Destination" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_PublicId",
                table: "Placements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Placements_WorkerId",
                table: "Placements",
                column: "WorkerId");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_AgencyId",
                table: "Proposals",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_Kind_Id",
                table: "Proposals",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_OpenKey",
                table: "Proposals",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_PublicId",
                table: "Proposals",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RateSeries_Name_Digest",
                table: "RateSeries",
                columns: new[] { "Name", "Digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RateSeries_Name_Number",
                table: "RateSeries",
                columns: new[] { "Name", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RateSeries_PublicId",
                table: "RateSeries",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_AgencyId_Id",
                table: "RefundOrders",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_ComplaintId",
                table: "RefundOrders",
                column: "ComplaintId",
                filter: "ComplaintId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_FindingId",
                table: "RefundOrders",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_IsOwed_DueOn",
                table: "RefundOrders",
                columns: new[] { "IsOwed", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_PlacementId_Key",
                table: "RefundOrders",
                columns: new[] { "PlacementId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_PublicId",
                table: "RefundOrders",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundRows_ClaimId",
                table: "RefundRows",
                column: "ClaimId",
                unique: true,
                filter: "ClaimId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RefundRows_OrderId_Number",
                table: "RefundRows",
                columns: new[] { "OrderId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundRows_PublicId",
                table: "RefundRows",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundWords_OrderId_Number",
                table: "RefundWords",
                columns: new[] { "OrderId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegimeSettings_PublicId",
                table: "RegimeSettings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegimeSettings_Question_From",
                table: "RegimeSettings",
                columns: new[] { "Question", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterKeys_PublicId",
                table: "RegisterKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Representatives_AgencyId",
                table: "Representatives",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Representatives_PublicId",
                table: "Representatives",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_DepositId",
                table: "RestorationDoubts",
                column: "DepositId");

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_PublicId",
                table: "RestorationDoubts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_RowId",
                table: "RestorationDoubts",
                column: "RowId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_SettledAt_Id",
                table: "RestorationDoubts",
                columns: new[] { "SettledAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RetentionStates_Class",
                table: "RetentionStates",
                column: "Class",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RetentionStates_PublicId",
                table: "RetentionStates",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReturnRejections_PublicId",
                table: "ReturnRejections",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReturnRejections_ReturnId_Row_Id",
                table: "ReturnRejections",
                columns: new[] { "ReturnId", "Row", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_AgencyId_Id",
                table: "Returns",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_AgencyId_Period_OnError_Digest",
                table: "Returns",
                columns: new[] { "AgencyId", "Period", "OnError", "Digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Returns_JudgedAt_ClearedAt_AgencyId_Id",
                table: "Returns",
                columns: new[] { "JudgedAt", "ClearedAt", "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_Period_Id",
                table: "Returns",
                columns: new[] { "Period", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_PublicId",
                table: "Returns",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Returns_ReopeningId",
                table: "Returns",
                column: "ReopeningId");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_AgencyId",
                table: "ShowCauseNotices",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_AnsweredAt",
                table: "ShowCauseNotices",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_LicenceId",
                table: "ShowCauseNotices",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_Measure",
                table: "ShowCauseNotices",
                column: "Measure");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_PublicId",
                table: "ShowCauseNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SigningKeys_PublicId",
                table: "SigningKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SiteVisits_ExaminationId",
                table: "SiteVisits",
                column: "ExaminationId");

            migrationBuilder.CreateIndex(
                name: "IX_SiteVisits_PublicId",
                table: "SiteVisits",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StagedCorrections_DisclosureId",
                table: "StagedCorrections",
                column: "DisclosureId");

            migrationBuilder.CreateIndex(
                name: "IX_StagedCorrections_PlacementId",
                table: "StagedCorrections",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_AgencyId",
                table: "Suggestions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_Key",
                table: "Suggestions",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_PublicId",
                table: "Suggestions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_State_Id",
                table: "Suggestions",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_AgencyId",
                table: "SurrenderRequests",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_LicenceId",
                table: "SurrenderRequests",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_OpenKey",
                table: "SurrenderRequests",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_PublicId",
                table: "SurrenderRequests",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ToldSubjects_ChangesOn",
                table: "ToldSubjects",
                column: "ChangesOn");

            migrationBuilder.CreateIndex(
                name: "IX_ToldSubjects_Kind_SubjectId",
                table: "ToldSubjects",
                columns: new[] { "Kind", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UnconfirmedPlacements_ConfirmationId_Stage",
                table: "UnconfirmedPlacements",
                columns: new[] { "ConfirmationId", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UnconfirmedPlacements_PublicId",
                table: "UnconfirmedPlacements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookAttempts_MessageId",
                table: "WebhookAttempts",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookAttempts_PublicId",
                table: "WebhookAttempts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookAttempts_SubscriptionId_Id",
                table: "WebhookAttempts",
                columns: new[] { "SubscriptionId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_EndedAt",
                table: "WebhookMessages",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_PublicId",
                table: "WebhookMessages",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_SubscriptionId_Id",
                table: "WebhookMessages",
                columns: new[] { "SubscriptionId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_SubscriptionId_State_NextAttemptAt",
                table: "WebhookMessages",
                columns: new[] { "SubscriptionId", "State", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_SubscriptionId_SubjectId_State_Id",
                table: "WebhookMessages",
                columns: new[] { "SubscriptionId", "SubjectId", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_AgencyId",
                table: "Webhooks",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_Owner_Id",
                table: "Webhooks",
                columns: new[] { "Owner", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_PublicId",
                table: "Webhooks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WordConsents_ConfirmationId_Item",
                table: "WordConsents",
                columns: new[] { "ConfirmationId", "Item" });

            migrationBuilder.CreateIndex(
                name: "IX_WordConsents_PublicId",
                table: "WordConsents",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Workers_PublicId",
                table: "Workers",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Workers_Recognition",
                table: "Workers",
                column: "Recognition",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkerWords_ConfirmationId_Id",
                table: "WorkerWords",
                columns: new[] { "ConfirmationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkerWords_PublicId",
                table: "WorkerWords",
                column: "PublicId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgencyChangeProgress");

            migrationBuilder.DropTable(
                name: "AgencyLinks");

            migrationBuilder.DropTable(
                name: "AgencyNameKeys");

            migrationBuilder.DropTable(
                name: "AnswerDocuments");

            migrationBuilder.DropTable(
                name: "Appeals");

            migrationBuilder.DropTable(
                name: "ApplicationDocuments");

            migrationBuilder.DropTable(
                name: "ApplicationMarks");

            migrationBuilder.DropTable(
                name: "ApplicationSteps");

            migrationBuilder.DropTable(
                name: "ApplicationVersions");

            migrationBuilder.DropTable(
                name: "AuditEvents");

            migrationBuilder.DropTable(
                name: "AuditHeads");

            migrationBuilder.DropTable(
                name: "AuditKeys");

            migrationBuilder.DropTable(
                name: "AuditNodes");

            migrationBuilder.DropTable(
                name: "BarMarks");

            migrationBuilder.DropTable(
                name: "Branches");

            migrationBuilder.DropTable(
                name: "CaseNoticeItems");

            migrationBuilder.DropTable(
                name: "ChangeLogs");

            migrationBuilder.DropTable(
                name: "Changes");

            migrationBuilder.DropTable(
                name: "Clients");

            migrationBuilder.DropTable(
                name: "ComplaintAttachments");

            migrationBuilder.DropTable(
                name: "ComplaintConsents");

            migrationBuilder.DropTable(
                name: "ComplaintDecisions");

            migrationBuilder.DropTable(
                name: "ComplaintEntries");

            migrationBuilder.DropTable(
                name: "ComplaintHearings");

            migrationBuilder.DropTable(
                name: "ComplaintReminders");

            migrationBuilder.DropTable(
                name: "ComplaintSettlements");

            migrationBuilder.DropTable(
                name: "ComplaintSteps");

            migrationBuilder.DropTable(
                name: "ConditionActs");

            migrationBuilder.DropTable(
                name: "ConfirmationCodes");

            migrationBuilder.DropTable(
                name: "ConflictsOfInterest");

            migrationBuilder.DropTable(
                name: "CorrectionRequests");

            migrationBuilder.DropTable(
                name: "DeadlineNotices");

            migrationBuilder.DropTable(
                name: "DemeritEntries");

            migrationBuilder.DropTable(
                name: "DepositFacts");

            migrationBuilder.DropTable(
                name: "Discrepancies");

            migrationBuilder.DropTable(
                name: "ExaminationAlerts");

            migrationBuilder.DropTable(
                name: "ExaminationItems");

            migrationBuilder.DropTable(
                name: "ExpectedVolumes");

            migrationBuilder.DropTable(
                name: "ExportParts");

            migrationBuilder.DropTable(
                name: "FeedProgress");

            migrationBuilder.DropTable(
                name: "FeeReceipts");

            migrationBuilder.DropTable(
                name: "FindingAmounts");

            migrationBuilder.DropTable(
                name: "FindingDecisions");

            migrationBuilder.DropTable(
                name: "FlagAmounts");

            migrationBuilder.DropTable(
                name: "FlagDecisions");

            migrationBuilder.DropTable(
                name: "FlagReviews");

            migrationBuilder.DropTable(
                name: "FlagsLeftOut");

            migrationBuilder.DropTable(
                name: "ForeignRegistrations");

            migrationBuilder.DropTable(
                name: "IdempotencyEntries");

            migrationBuilder.DropTable(
                name: "IdentityKeys");

            migrationBuilder.DropTable(
                name: "Judgements");

            migrationBuilder.DropTable(
                name: "LawNotices");

            migrationBuilder.DropTable(
                name: "LawSimulations");

            migrationBuilder.DropTable(
                name: "LegalHolds");

            migrationBuilder.DropTable(
                name: "LicenceChecks");

            migrationBuilder.DropTable(
                name: "LicenceFacts");

            migrationBuilder.DropTable(
                name: "Memberships");

            migrationBuilder.DropTable(
                name: "MinistryCalendars");

            migrationBuilder.DropTable(
                name: "MinistrySettings");

            migrationBuilder.DropTable(
                name: "NotifiedChanges");

            migrationBuilder.DropTable(
                name: "Objections");

            migrationBuilder.DropTable(
                name: "PersonalReads");

            migrationBuilder.DropTable(
                name: "Proposals");

            migrationBuilder.DropTable(
                name: "RateSeries");

            migrationBuilder.DropTable(
                name: "RateSweeps");

            migrationBuilder.DropTable(
                name: "RefundRows");

            migrationBuilder.DropTable(
                name: "RefundWords");

            migrationBuilder.DropTable(
                name: "RegimeSettings");

            migrationBuilder.DropTable(
                name: "RegisterKeys");

            migrationBuilder.DropTable(
                name: "Representatives");

            migrationBuilder.DropTable(
                name: "RestorationDoubts");

            migrationBuilder.DropTable(
                name: "RetentionStates");

            migrationBuilder.DropTable(
                name: "ReturnRejections");

            migrationBuilder.DropTable(
                name: "ShowCauseNotices");

            migrationBuilder.DropTable(
                name: "SigningKeys");

            migrationBuilder.DropTable(
                name: "SiteVisits");

            migrationBuilder.DropTable(
                name: "StagedCorrections");

            migrationBuilder.DropTable(
                name: "Suggestions");

            migrationBuilder.DropTable(
                name: "SurrenderRequests");

            migrationBuilder.DropTable(
                name: "ToldSubjects");

            migrationBuilder.DropTable(
                name: "UnchangedPlacements");

            migrationBuilder.DropTable(
                name: "UnconfirmedPlacements");

            migrationBuilder.DropTable(
                name: "WebhookAttempts");

            migrationBuilder.DropTable(
                name: "WebhookProgress");

            migrationBuilder.DropTable(
                name: "WordConsents");

            migrationBuilder.DropTable(
                name: "WorkerWords");

            migrationBuilder.DropTable(
                name: "AgencyFacts");

            migrationBuilder.DropTable(
                name: "ComplaintNotices");

            migrationBuilder.DropTable(
                name: "Bars");

            migrationBuilder.DropTable(
                name: "CaseNotices");

            migrationBuilder.DropTable(
                name: "LicenceConditions");

            migrationBuilder.DropTable(
                name: "Exports");

            migrationBuilder.DropTable(
                name: "FlagCorrections");

            migrationBuilder.DropTable(
                name: "LawPacks");

            migrationBuilder.DropTable(
                name: "RefundOrders");

            migrationBuilder.DropTable(
                name: "DepositRows");

            migrationBuilder.DropTable(
                name: "Examinations");

            migrationBuilder.DropTable(
                name: "WebhookMessages");

            migrationBuilder.DropTable(
                name: "Confirmations");

            migrationBuilder.DropTable(
                name: "Flags");

            migrationBuilder.DropTable(
                name: "Complaints");

            migrationBuilder.DropTable(
                name: "DepositClaims");

            migrationBuilder.DropTable(
                name: "Applications");

            migrationBuilder.DropTable(
                name: "Webhooks");

            migrationBuilder.DropTable(
                name: "Findings");

            migrationBuilder.DropTable(
                name: "DepositDraws");

            migrationBuilder.DropTable(
                name: "DisclosureVersions");

            migrationBuilder.DropTable(
                name: "LawSteps");

            migrationBuilder.DropTable(
                name: "Deposits");

            migrationBuilder.DropTable(
                name: "Disclosures");

            migrationBuilder.DropTable(
                name: "Licences");

            migrationBuilder.DropTable(
                name: "Placements");

            migrationBuilder.DropTable(
                name: "Returns");

            migrationBuilder.DropTable(
                name: "Workers");

            migrationBuilder.DropTable(
                name: "Agencies");

            migrationBuilder.DropTable(
                name: "PeriodReopenings");
        }
    }
}
