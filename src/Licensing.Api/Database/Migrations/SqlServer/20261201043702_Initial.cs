using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Licensing.Api.Database.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "licensing");

            migrationBuilder.CreateTable(
                name: "Agencies",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reference = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Country = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RegisteredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agencies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgencyChangeProgress",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Next = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyChangeProgress", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEvents",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LeafIndex = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ActorRole = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Action = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubjectKind = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubjectId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Payload = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    PayloadSalt = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: true),
                    PayloadDigest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ReasonSalt = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: true),
                    ReasonDigest = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEvents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Root = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Previous = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    KeyId = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Signature = table.Column<byte[]>(type: "varbinary(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditKeys",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    KeyId = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PublicKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    EndorsedBy = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Endorsement = table.Column<byte[]>(type: "varbinary(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditNodes",
                schema: "licensing",
                columns: table => new
                {
                    Place = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditNodes", x => x.Place);
                });

            migrationBuilder.CreateTable(
                name: "ChangeLogs",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    PublicId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CompactedTo = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeLogs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Changes",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Type = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Audience = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Body = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Changes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Clients",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Description = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SecretHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EarlierSecretHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    EarlierSecretUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    IsDemonstration = table.Column<bool>(type: "bit", nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RegisteredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DisabledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DisabledBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Clients", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Exports",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Format = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Filters = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    UpTo = table.Column<long>(type: "bigint", nullable: false),
                    RequestedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Role = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    AgencyKeys = table.Column<string>(type: "varchar(max)", unicode: false, maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Purpose = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RequestedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: true),
                    RowsDone = table.Column<long>(type: "bigint", nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    BusyUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FeedProgress",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    ReadTo = table.Column<long>(type: "bigint", nullable: false),
                    Law = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LookingAfter = table.Column<long>(type: "bigint", nullable: true),
                    LookedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    IsFilled = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedProgress", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FlagReviews",
                schema: "licensing",
                columns: table => new
                {
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Judged = table.Column<long>(type: "bigint", nullable: false),
                    Reviewed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagReviews", x => x.AgencyId);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyEntries",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Lookup = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Fingerprint = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Answer = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotencyEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdentityKeys",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TakenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    CompletedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdentityKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LawPacks",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Side = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Text = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ImportedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    WithdrawnBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawPacks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LawSteps",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PreviousId = table.Column<long>(type: "bigint", nullable: false),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Packs = table.Column<string>(type: "varchar(max)", unicode: false, maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    SweptAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawSteps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MinistryCalendars",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Days = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinistryCalendars", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MinistrySettings",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    ValueJson = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinistrySettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PeriodReopenings",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeriodReopenings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RateSeries",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Rates = table.Column<int>(type: "int", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ImportedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RateSeries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RateSweeps",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RatesDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SettingsDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    KnownAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RateSweeps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegimeSettings",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Question = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    ValueJson = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Authority = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegimeSettings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RegisterKeys",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    X = table.Column<string>(type: "varchar(50)", unicode: false, maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Y = table.Column<string>(type: "varchar(50)", unicode: false, maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SealedPrivateKey = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: true),
                    MadeAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ReplacedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RetentionStates",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Class = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RehearsedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionStates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Sealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    GoodUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ToldSubjects",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ChangesOn = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToldSubjects", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Workers",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Recognition = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SealedKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    SealedDocument = table.Column<byte[]>(type: "varbinary(2000)", maxLength: 2000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ErasedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Workers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgencyFacts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SearchKey = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Language = table.Column<string>(type: "varchar(35)", unicode: false, maxLength: 35, nullable: true, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgencyFacts_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgencyLinks",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    OtherId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    Authority = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EndRecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    EndProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    OpenKey = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgencyLinks_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AgencyLinks_Agencies_OtherId",
                        column: x => x.OtherId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Bars",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(8000)", maxLength: 8000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Grounds = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Decision = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ProposalId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DroppedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    LiftedFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    LiftedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    LiftGrounds = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LiftProposalId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    OverAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bars", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Bars_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Branches",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Address = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Place = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SearchKey = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CloseRecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Branches", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Branches_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseNotices",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Grounds = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    GivenOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AnswerUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    GivenBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Answer = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnswerDeletedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConflictsOfInterest",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DeclaredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConflictsOfInterest", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConflictsOfInterest_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeadlineNotices",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Stage = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Follows = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Force = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadlineNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeadlineNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DemeritEntries",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Points = table.Column<int>(type: "int", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Decision = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Findings = table.Column<string>(type: "varchar(1000)", unicode: false, maxLength: 1000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SetAsideOn = table.Column<DateOnly>(type: "date", nullable: true),
                    SetAsideRecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    SetAsideProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SetAsideDecision = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DemeritEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DemeritEntries_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExpectedVolumes",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Female = table.Column<int>(type: "int", nullable: true),
                    Male = table.Column<int>(type: "int", nullable: true),
                    Total = table.Column<int>(type: "int", nullable: false),
                    Source = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExpectedVolumes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExpectedVolumes_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ForeignRegistrations",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Country = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Authority = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    RefusalReason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    EndRecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForeignRegistrations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ForeignRegistrations_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Licences",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NumberKey = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Regime = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Licences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Licences_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Role = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    From = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Until = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TakenBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Memberships_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NotifiedChanges",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    What = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Language = table.Column<string>(type: "varchar(35)", unicode: false, maxLength: 35, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Document = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NotifiedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    NotifiedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotifiedChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NotifiedChanges_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Proposals",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubjectVersion = table.Column<long>(type: "bigint", nullable: true),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    Change = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DecisionReason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    OpenKey = table.Column<string>(type: "nvarchar(250)", maxLength: 250, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Proposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Proposals_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Representatives",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Country = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Place = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Registration = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EndRecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Representatives", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Representatives_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Suggestions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Source = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Follows = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Key = table.Column<string>(type: "varchar(200)", unicode: false, maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Points = table.Column<int>(type: "int", nullable: true),
                    BandFrom = table.Column<int>(type: "int", nullable: true),
                    DeadlineKind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Because = table.Column<string>(type: "varchar(4000)", unicode: false, maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SuggestedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suggestions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Suggestions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Webhooks",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    Owner = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Url = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Description = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Types = table.Column<string>(type: "varchar(1220)", unicode: false, maxLength: 1220, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OnlyAgency = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    OnlyOrigin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    OnlyDestination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DisabledBecause = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    DisabledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    SealedSecret = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: false),
                    EarlierSealedSecret = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    EarlierSecretUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    SubscribedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhooks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Webhooks_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExportParts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ExportId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    StoredName = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Rows = table.Column<int>(type: "int", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FileKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExportParts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExportParts_Exports_ExportId",
                        column: x => x.ExportId,
                        principalSchema: "licensing",
                        principalTable: "Exports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LawSimulations",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LawPackId = table.Column<long>(type: "bigint", nullable: false),
                    LawDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AtMost = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    ToLookAt = table.Column<int>(type: "int", nullable: true),
                    LookedAt = table.Column<int>(type: "int", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RequestedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FinishedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    FailedBecause = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Result = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawSimulations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LawSimulations_LawPacks_LawPackId",
                        column: x => x.LawPackId,
                        principalSchema: "licensing",
                        principalTable: "LawPacks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LawNotices",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    LawStepId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LawNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LawNotices_LawSteps_LawStepId",
                        column: x => x.LawStepId,
                        principalSchema: "licensing",
                        principalTable: "LawSteps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Returns",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<DateOnly>(type: "date", nullable: false),
                    OnError = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Format = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    UploadKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    FiledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    FiledBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PlacementsRead = table.Column<int>(type: "int", nullable: false),
                    RowsRead = table.Column<long>(type: "bigint", nullable: false),
                    Filed = table.Column<int>(type: "int", nullable: false),
                    Corrected = table.Column<int>(type: "int", nullable: false),
                    Unchanged = table.Column<int>(type: "int", nullable: false),
                    Rejected = table.Column<int>(type: "int", nullable: false),
                    OutsidePeriod = table.Column<int>(type: "int", nullable: false),
                    UnreadableBecause = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProgressAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ReleasedThrough = table.Column<long>(type: "bigint", nullable: false),
                    JudgedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    RefusedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ClearedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    IsLate = table.Column<bool>(type: "bit", nullable: true),
                    IsSupplementary = table.Column<bool>(type: "bit", nullable: true),
                    ReopeningId = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Returns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Returns_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Returns_PeriodReopenings_ReopeningId",
                        column: x => x.ReopeningId,
                        principalSchema: "licensing",
                        principalTable: "PeriodReopenings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonalReads",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    WorkerId = table.Column<long>(type: "bigint", nullable: true),
                    Shown = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reader = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ReaderRole = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonalReads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonalReads_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalSchema: "licensing",
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AgencyNameKeys",
                schema: "licensing",
                columns: table => new
                {
                    FactId = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyNameKeys", x => new { x.Key, x.FactId });
                    table.ForeignKey(
                        name: "FK_AgencyNameKeys_AgencyFacts_FactId",
                        column: x => x.FactId,
                        principalSchema: "licensing",
                        principalTable: "AgencyFacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BarMarks",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    BarId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BarMarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BarMarks_Bars_BarId",
                        column: x => x.BarId,
                        principalSchema: "licensing",
                        principalTable: "Bars",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Appeals",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    LicenceId = table.Column<long>(type: "bigint", nullable: true),
                    Subject = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Path = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    LodgedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    LodgedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    LodgedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Grounds = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    GroundsDeletedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    EffectiveFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Decision = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    OpenKey = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Appeals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Appeals_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Appeals_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Applications",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reference = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    LicenceId = table.Column<long>(type: "bigint", nullable: true),
                    Regime = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Class = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true, collation: "Latin1_General_100_BIN2"),
                    PlannedWorkers = table.Column<int>(type: "int", nullable: true),
                    DepositChoice = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    CorrectBy = table.Column<DateOnly>(type: "date", nullable: true),
                    DraftedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    DraftedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ChangedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    LatestNumber = table.Column<int>(type: "int", nullable: false),
                    OverdueFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    IssuedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Applications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Applications_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Applications_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositFacts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: false),
                    Fact = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Source = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositFacts_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Deposits",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LastNumber = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deposits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Deposits_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LicenceChecks",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reference = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: true),
                    Said = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LicenceChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LicenceChecks_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LicenceConditions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    IsPublic = table.Column<bool>(type: "bit", nullable: false),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LicenceConditions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LicenceConditions_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LicenceFacts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    About = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Term = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    IsProvisional = table.Column<bool>(type: "bit", nullable: false),
                    Class = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Part = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Ground = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Condition = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    StopsLicence = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Grounds = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    WithdrawnBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LicenceFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LicenceFacts_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ShowCauseNotices",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Intended = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Grounds = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    GivenOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AnswerUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    GivenBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Answer = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnswerDeletedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Measure = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShowCauseNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ShowCauseNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ShowCauseNotices_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SurrenderRequests",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RequestedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Fact = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    OpenKey = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurrenderRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SurrenderRequests_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SurrenderRequests_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookMessages",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubscriptionId = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ChangeId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SubjectId = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Payload = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    FirstAttemptAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    NextAttemptAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    LeasedUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    EndedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookMessages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WebhookMessages_Webhooks_SubscriptionId",
                        column: x => x.SubscriptionId,
                        principalSchema: "licensing",
                        principalTable: "Webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookProgress",
                schema: "licensing",
                columns: table => new
                {
                    SubscriptionId = table.Column<long>(type: "bigint", nullable: false),
                    Through = table.Column<long>(type: "bigint", nullable: false),
                    FailingSince = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    NotBefore = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    MissedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookProgress", x => x.SubscriptionId);
                    table.ForeignKey(
                        name: "FK_WebhookProgress_Webhooks_SubscriptionId",
                        column: x => x.SubscriptionId,
                        principalSchema: "licensing",
                        principalTable: "Webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Placements",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    WorkerId = table.Column<long>(type: "bigint", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyFileNumber = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Occupation = table.Column<string>(type: "varchar(4)", unicode: false, maxLength: 4, nullable: true, collation: "Latin1_General_100_BIN2"),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ReturnId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Placements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Placements_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Placements_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalSchema: "licensing",
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Placements_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalSchema: "licensing",
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReturnRejections",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ReturnId = table.Column<long>(type: "bigint", nullable: false),
                    Row = table.Column<long>(type: "bigint", nullable: false),
                    Column = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Code = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Value = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Mend = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReturnRejections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReturnRejections_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalSchema: "licensing",
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UnchangedPlacements",
                schema: "licensing",
                columns: table => new
                {
                    ReturnId = table.Column<long>(type: "bigint", nullable: false),
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnchangedPlacements", x => new { x.ReturnId, x.DisclosureId });
                    table.ForeignKey(
                        name: "FK_UnchangedPlacements_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalSchema: "licensing",
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationDocuments",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Issuer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    IssuedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ExpiresOn = table.Column<DateOnly>(type: "date", nullable: true),
                    MediaType = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FileKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Check = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    CheckNote = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    CheckedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    AttachedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    AttachedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RemovedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationDocuments_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "licensing",
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationMarks",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationMarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationMarks_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "licensing",
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationSteps",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    Action = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    From = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    To = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ItemsJson = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationSteps_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "licensing",
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationVersions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    ContentKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    SealedContent = table.Column<byte[]>(type: "varbinary(max)", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    WrittenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    WrittenBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApplicationVersions_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "licensing",
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Examinations",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    BegunAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    BegunBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DetailsNumber = table.Column<int>(type: "int", nullable: false),
                    PublicName = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PublicPlace = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ObjectionsUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Examinations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Examinations_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "licensing",
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FeeReceipts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reference = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PaidOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeeReceipts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FeeReceipts_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "licensing",
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Objections",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(2000)", maxLength: 2000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FiledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Answer = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Objections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Objections_Applications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalSchema: "licensing",
                        principalTable: "Applications",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositDraws",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DepositId = table.Column<long>(type: "bigint", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Sharing = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DrawnMinor = table.Column<long>(type: "bigint", nullable: false),
                    DebtMinor = table.Column<long>(type: "bigint", nullable: false),
                    DebtIsDue = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    DemandId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositDraws", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositDraws_Deposits_DepositId",
                        column: x => x.DepositId,
                        principalSchema: "licensing",
                        principalTable: "Deposits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConditionActs",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConditionId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    What = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Document = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConditionActs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConditionActs_LicenceConditions_ConditionId",
                        column: x => x.ConditionId,
                        principalSchema: "licensing",
                        principalTable: "LicenceConditions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WebhookAttempts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubscriptionId = table.Column<long>(type: "bigint", nullable: false),
                    MessageId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Status = table.Column<int>(type: "int", nullable: true),
                    Failure = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    DurationMs = table.Column<int>(type: "int", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookAttempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WebhookAttempts_WebhookMessages_MessageId",
                        column: x => x.MessageId,
                        principalSchema: "licensing",
                        principalTable: "WebhookMessages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Complaints",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reference = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SecretHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    By = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Type = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Against = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Signs = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Language = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    IsAbroad = table.Column<bool>(type: "bit", nullable: true),
                    ReturnedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    EmploymentEndedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ClaimedMinor = table.Column<long>(type: "bigint", nullable: true),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LicenceNumber = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    JobOrder = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DisclosureName = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    PlacementId = table.Column<long>(type: "bigint", nullable: true),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(4000)", maxLength: 4000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FiledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    FiledOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    TriageReason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    GoInstead = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    TriagedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    TriagedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    JoinedToId = table.Column<long>(type: "bigint", nullable: true),
                    RetaliationOfId = table.Column<long>(type: "bigint", nullable: true),
                    AssignedTo = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AssignedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    EscalatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Complaints", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Complaints_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Complaints_Complaints_JoinedToId",
                        column: x => x.JoinedToId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Complaints_Complaints_RetaliationOfId",
                        column: x => x.RetaliationOfId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Complaints_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Confirmations",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    Reference = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SecretHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Language = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(2000)", maxLength: 2000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FirstIssuedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Confirmations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Confirmations_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Disclosures",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    LatestNumber = table.Column<int>(type: "int", nullable: false),
                    ReturnId = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disclosures", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Disclosures_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Disclosures_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalSchema: "licensing",
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LegalHolds",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubjectId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    WorkerId = table.Column<long>(type: "bigint", nullable: true),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    PlacementId = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PlacedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PlacedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    LiftReason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LiftedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    LiftedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LegalHolds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LegalHolds_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LegalHolds_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LegalHolds_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalSchema: "licensing",
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExaminationAlerts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ExaminationId = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Match = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    With = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    WithId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Since = table.Column<DateOnly>(type: "date", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Answer = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    AnswerReason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExaminationAlerts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExaminationAlerts_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalSchema: "licensing",
                        principalTable: "Examinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ExaminationItems",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ExaminationId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Title = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Finding = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FoundBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    FoundAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExaminationItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExaminationItems_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalSchema: "licensing",
                        principalTable: "Examinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SiteVisits",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ExaminationId = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    VisitorsJson = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FindingsJson = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SiteVisits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SiteVisits_Examinations_ExaminationId",
                        column: x => x.ExaminationId,
                        principalSchema: "licensing",
                        principalTable: "Examinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositClaims",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LicenceId = table.Column<long>(type: "bigint", nullable: false),
                    ClaimKind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LodgedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Decision = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    WorkerId = table.Column<long>(type: "bigint", nullable: true),
                    PlacementId = table.Column<long>(type: "bigint", nullable: true),
                    Party = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Statement = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DrawId = table.Column<long>(type: "bigint", nullable: true),
                    PaidMinor = table.Column<long>(type: "bigint", nullable: true),
                    RefusalReason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RefusedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ClosedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositClaims_DepositDraws_DrawId",
                        column: x => x.DrawId,
                        principalSchema: "licensing",
                        principalTable: "DepositDraws",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositClaims_Licences_LicenceId",
                        column: x => x.LicenceId,
                        principalSchema: "licensing",
                        principalTable: "Licences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositClaims_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositClaims_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalSchema: "licensing",
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintAttachments",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    MediaType = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FileKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Check = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    CheckNote = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AttachedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintAttachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintAttachments_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintConsents",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    Item = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    GivenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintConsents_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintDecisions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Facts = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Law = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Remedy = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Points = table.Column<int>(type: "int", nullable: true),
                    DemeritId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SetAsideOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintDecisions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ComplaintDecisions_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintEntries",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(max)", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintEntries_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintHearings",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Place = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SetAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    SetBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(max)", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    MinutedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    MinutedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintHearings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintHearings_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintNotices",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Grounds = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    GivenOn = table.Column<DateOnly>(type: "date", nullable: false),
                    AnswerUntil = table.Column<DateOnly>(type: "date", nullable: false),
                    GivenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    GivenBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Answer = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintNotices_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ComplaintNotices_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintReminders",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    About = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Stage = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintReminders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintReminders_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintSettlements",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    Terms = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PaidMinor = table.Column<long>(type: "bigint", nullable: false),
                    PaidCurrency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RefundMinor = table.Column<long>(type: "bigint", nullable: false),
                    RefundCurrency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    WaiverReason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintSettlements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintSettlements_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ComplaintSteps",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: false),
                    Event = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ComplaintSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ComplaintSteps_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConfirmationCodes",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConfirmationId = table.Column<long>(type: "bigint", nullable: false),
                    CodeHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Delivery = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "date", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    IssuedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    UsedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConfirmationCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConfirmationCodes_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalSchema: "licensing",
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CorrectionRequests",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConfirmationId = table.Column<long>(type: "bigint", nullable: false),
                    About = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(max)", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AgencyAsked = table.Column<bool>(type: "bit", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    AnsweredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CorrectionRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CorrectionRequests_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalSchema: "licensing",
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Discrepancies",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConfirmationId = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Outcome = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ClosedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ClosedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Discrepancies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Discrepancies_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalSchema: "licensing",
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UnconfirmedPlacements",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConfirmationId = table.Column<long>(type: "bigint", nullable: false),
                    Stage = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    MarkedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RemindedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnconfirmedPlacements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UnconfirmedPlacements_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalSchema: "licensing",
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WordConsents",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConfirmationId = table.Column<long>(type: "bigint", nullable: false),
                    Item = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WordConsents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WordConsents_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalSchema: "licensing",
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WorkerWords",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConfirmationId = table.Column<long>(type: "bigint", nullable: false),
                    Stage = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    ItemId = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Reported = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Retracts = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    PaidMinor = table.Column<long>(type: "bigint", nullable: true),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Category = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Payee = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    PaidOn = table.Column<DateOnly>(type: "date", nullable: true),
                    PersonKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(max)", maxLength: 1000000, nullable: true),
                    SealedUnder = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkerWords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WorkerWords_Confirmations_ConfirmationId",
                        column: x => x.ConfirmationId,
                        principalSchema: "licensing",
                        principalTable: "Confirmations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DisclosureVersions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Reported = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Worker = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SignedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ChargedFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ChargedUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    FiledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    FiledBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IsCurrent = table.Column<bool>(type: "bit", nullable: false),
                    JudgedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    WaitsFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    JudgedAsOf = table.Column<DateOnly>(type: "date", nullable: true),
                    LawDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RatesDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SettingsDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    EngineVersion = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ConvertedFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ConvertedUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    ReturnId = table.Column<long>(type: "bigint", nullable: true),
                    ReturnRow = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DisclosureVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DisclosureVersions_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "licensing",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DisclosureVersions_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalSchema: "licensing",
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StagedCorrections",
                schema: "licensing",
                columns: table => new
                {
                    ReturnId = table.Column<long>(type: "bigint", nullable: false),
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    Row = table.Column<long>(type: "bigint", nullable: false),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    Corrects = table.Column<int>(type: "int", nullable: false),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Occupation = table.Column<string>(type: "varchar(4)", unicode: false, maxLength: 4, nullable: true, collation: "Latin1_General_100_BIN2"),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StagedCorrections", x => new { x.ReturnId, x.DisclosureId });
                    table.ForeignKey(
                        name: "FK_StagedCorrections_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "licensing",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StagedCorrections_Returns_ReturnId",
                        column: x => x.ReturnId,
                        principalSchema: "licensing",
                        principalTable: "Returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DepositRows",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DepositId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Entry = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    HeldFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    ReceiptId = table.Column<long>(type: "bigint", nullable: true),
                    DrawId = table.Column<long>(type: "bigint", nullable: true),
                    ClaimId = table.Column<long>(type: "bigint", nullable: true),
                    Form = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Issuer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ExpiresOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Reference = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DepositRows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DepositRows_DepositClaims_ClaimId",
                        column: x => x.ClaimId,
                        principalSchema: "licensing",
                        principalTable: "DepositClaims",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositRows_DepositDraws_DrawId",
                        column: x => x.DrawId,
                        principalSchema: "licensing",
                        principalTable: "DepositDraws",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositRows_DepositRows_ReceiptId",
                        column: x => x.ReceiptId,
                        principalSchema: "licensing",
                        principalTable: "DepositRows",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DepositRows_Deposits_DepositId",
                        column: x => x.DepositId,
                        principalSchema: "licensing",
                        principalTable: "Deposits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AnswerDocuments",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NoticeId = table.Column<long>(type: "bigint", nullable: true),
                    ComplaintNoticeId = table.Column<long>(type: "bigint", nullable: true),
                    MediaType = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FileKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Check = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    CheckNote = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    AttachedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    AttachedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AnswerDocuments_CaseNotices_NoticeId",
                        column: x => x.NoticeId,
                        principalSchema: "licensing",
                        principalTable: "CaseNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerDocuments_ComplaintNotices_ComplaintNoticeId",
                        column: x => x.ComplaintNoticeId,
                        principalSchema: "licensing",
                        principalTable: "ComplaintNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Findings",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DisclosureVersionId = table.Column<long>(type: "bigint", nullable: false),
                    ReturnId = table.Column<long>(type: "bigint", nullable: true),
                    AmendedAfterJudgement = table.Column<bool>(type: "bit", nullable: false),
                    DecidedNumber = table.Column<int>(type: "int", nullable: true),
                    LawStepId = table.Column<long>(type: "bigint", nullable: true),
                    FellByLaw = table.Column<bool>(type: "bit", nullable: false),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Provision = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProvisionVersion = table.Column<int>(type: "int", nullable: false),
                    Law = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Result = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Grounds = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Findings_DisclosureVersions_DisclosureVersionId",
                        column: x => x.DisclosureVersionId,
                        principalSchema: "licensing",
                        principalTable: "DisclosureVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Findings_LawSteps_LawStepId",
                        column: x => x.LawStepId,
                        principalSchema: "licensing",
                        principalTable: "LawSteps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Findings_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Judgements",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DisclosureVersionId = table.Column<long>(type: "bigint", nullable: false),
                    Slot = table.Column<string>(type: "varchar(120)", unicode: false, maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Provision = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Law = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Result = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Because = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Canonical = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Judgements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Judgements_DisclosureVersions_DisclosureVersionId",
                        column: x => x.DisclosureVersionId,
                        principalSchema: "licensing",
                        principalTable: "DisclosureVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RestorationDoubts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DepositId = table.Column<long>(type: "bigint", nullable: false),
                    RowId = table.Column<long>(type: "bigint", nullable: false),
                    Missing = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Since = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    SettledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DemandId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RestorationDoubts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RestorationDoubts_DepositRows_RowId",
                        column: x => x.RowId,
                        principalSchema: "licensing",
                        principalTable: "DepositRows",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RestorationDoubts_Deposits_DepositId",
                        column: x => x.DepositId,
                        principalSchema: "licensing",
                        principalTable: "Deposits",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FindingAmounts",
                schema: "licensing",
                columns: table => new
                {
                    FindingId = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingAmounts", x => new { x.FindingId, x.Currency });
                    table.ForeignKey(
                        name: "FK_FindingAmounts_Findings_FindingId",
                        column: x => x.FindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FindingDecisions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FindingId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Facts = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Law = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Decided = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Points = table.Column<int>(type: "int", nullable: true),
                    DemeritId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SetAsideOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FindingDecisions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FindingDecisions_Findings_FindingId",
                        column: x => x.FindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Flags",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<DateOnly>(type: "date", nullable: false),
                    Findings = table.Column<int>(type: "int", nullable: false),
                    Workers = table.Column<int>(type: "int", nullable: false),
                    WorkersOvercharged = table.Column<int>(type: "int", nullable: false),
                    PlacementsInBreach = table.Column<int>(type: "int", nullable: false),
                    Placements = table.Column<int>(type: "int", nullable: false),
                    WorstFindingId = table.Column<long>(type: "bigint", nullable: false),
                    FirstSeen = table.Column<DateOnly>(type: "date", nullable: false),
                    LastSeen = table.Column<DateOnly>(type: "date", nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Status = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    LiftedBecause = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Flags", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Flags_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Flags_Findings_WorstFindingId",
                        column: x => x.WorstFindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RefundOrders",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    FindingId = table.Column<long>(type: "bigint", nullable: true),
                    Remedy = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RemedyVersion = table.Column<int>(type: "int", nullable: false),
                    Citation = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Grade = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Decision = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ComplaintId = table.Column<long>(type: "bigint", nullable: true),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RefundMinor = table.Column<long>(type: "bigint", nullable: false),
                    PlusMinor = table.Column<long>(type: "bigint", nullable: false),
                    OrderedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    PercentPerYear = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DayCount = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    PaymentsGo = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Lots = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Steps = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OpenPoints = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OrderedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    OrderedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IsOwed = table.Column<bool>(type: "bit", nullable: false),
                    OverdueSince = table.Column<DateOnly>(type: "date", nullable: true),
                    LastNumber = table.Column<int>(type: "int", nullable: false),
                    LastWord = table.Column<int>(type: "int", nullable: false),
                    Key = table.Column<string>(type: "varchar(200)", unicode: false, maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefundOrders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Complaints_ComplaintId",
                        column: x => x.ComplaintId,
                        principalSchema: "licensing",
                        principalTable: "Complaints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Findings_FindingId",
                        column: x => x.FindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundOrders_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseNoticeItems",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    NoticeId = table.Column<long>(type: "bigint", nullable: false),
                    FindingId = table.Column<long>(type: "bigint", nullable: true),
                    FlagId = table.Column<long>(type: "bigint", nullable: true),
                    Stated = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Explanation = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    EndedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseNoticeItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseNoticeItems_CaseNotices_NoticeId",
                        column: x => x.NoticeId,
                        principalSchema: "licensing",
                        principalTable: "CaseNotices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseNoticeItems_Findings_FindingId",
                        column: x => x.FindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseNoticeItems_Flags_FlagId",
                        column: x => x.FlagId,
                        principalSchema: "licensing",
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagAmounts",
                schema: "licensing",
                columns: table => new
                {
                    FlagId = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagAmounts", x => new { x.FlagId, x.Currency });
                    table.ForeignKey(
                        name: "FK_FlagAmounts_Flags_FlagId",
                        column: x => x.FlagId,
                        principalSchema: "licensing",
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FlagCorrections",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FlagId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Sentence = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AppealId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagCorrections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FlagCorrections_Flags_FlagId",
                        column: x => x.FlagId,
                        principalSchema: "licensing",
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagDecisions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FlagId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Sentence = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Decided = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SetAsideOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FlagDecisions_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlagDecisions_Flags_FlagId",
                        column: x => x.FlagId,
                        principalSchema: "licensing",
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RefundRows",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OrderId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Entry = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    Reverses = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Proof = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ClaimId = table.Column<long>(type: "bigint", nullable: true),
                    ProposalId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefundRows", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RefundRows_DepositClaims_ClaimId",
                        column: x => x.ClaimId,
                        principalSchema: "licensing",
                        principalTable: "DepositClaims",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RefundRows_RefundOrders_OrderId",
                        column: x => x.OrderId,
                        principalSchema: "licensing",
                        principalTable: "RefundOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RefundWords",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    OrderId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    After = table.Column<int>(type: "int", nullable: false),
                    Payment = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SaidOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ReceivedMinor = table.Column<long>(type: "bigint", nullable: false),
                    How = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefundWords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RefundWords_RefundOrders_OrderId",
                        column: x => x.OrderId,
                        principalSchema: "licensing",
                        principalTable: "RefundOrders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagsLeftOut",
                schema: "licensing",
                columns: table => new
                {
                    FindingId = table.Column<long>(type: "bigint", nullable: false),
                    CorrectionId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagsLeftOut", x => x.FindingId);
                    table.ForeignKey(
                        name: "FK_FlagsLeftOut_Findings_FindingId",
                        column: x => x.FindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlagsLeftOut_FlagCorrections_CorrectionId",
                        column: x => x.CorrectionId,
                        principalSchema: "licensing",
                        principalTable: "FlagCorrections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_Country_Id",
                schema: "licensing",
                table: "Agencies",
                columns: new[] { "Country", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_PublicId",
                schema: "licensing",
                table: "Agencies",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_Reference",
                schema: "licensing",
                table: "Agencies",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgencyFacts_AgencyId_Kind",
                schema: "licensing",
                table: "AgencyFacts",
                columns: new[] { "AgencyId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_AgencyFacts_Kind_SearchKey",
                schema: "licensing",
                table: "AgencyFacts",
                columns: new[] { "Kind", "SearchKey" });

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_AgencyId",
                schema: "licensing",
                table: "AgencyLinks",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_OpenKey",
                schema: "licensing",
                table: "AgencyLinks",
                column: "OpenKey",
                unique: true,
                filter: "[OpenKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_OtherId",
                schema: "licensing",
                table: "AgencyLinks",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_AgencyLinks_PublicId",
                schema: "licensing",
                table: "AgencyLinks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgencyNameKeys_FactId",
                schema: "licensing",
                table: "AgencyNameKeys",
                column: "FactId");

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_Check_Id",
                schema: "licensing",
                table: "AnswerDocuments",
                columns: new[] { "Check", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_ComplaintNoticeId_Id",
                schema: "licensing",
                table: "AnswerDocuments",
                columns: new[] { "ComplaintNoticeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_NoticeId_Id",
                schema: "licensing",
                table: "AnswerDocuments",
                columns: new[] { "NoticeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AnswerDocuments_PublicId",
                schema: "licensing",
                table: "AnswerDocuments",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_AgencyId",
                schema: "licensing",
                table: "Appeals",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_ClosedAt",
                schema: "licensing",
                table: "Appeals",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_LicenceId",
                schema: "licensing",
                table: "Appeals",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_OpenKey",
                schema: "licensing",
                table: "Appeals",
                column: "OpenKey",
                unique: true,
                filter: "[OpenKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_PublicId",
                schema: "licensing",
                table: "Appeals",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Appeals_SubjectId",
                schema: "licensing",
                table: "Appeals",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationDocuments_ApplicationId_Id",
                schema: "licensing",
                table: "ApplicationDocuments",
                columns: new[] { "ApplicationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationDocuments_Check_RemovedAt_Id",
                schema: "licensing",
                table: "ApplicationDocuments",
                columns: new[] { "Check", "RemovedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationDocuments_PublicId",
                schema: "licensing",
                table: "ApplicationDocuments",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationMarks_ApplicationId_Number",
                schema: "licensing",
                table: "ApplicationMarks",
                columns: new[] { "ApplicationId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationMarks_Kind_Digest",
                schema: "licensing",
                table: "ApplicationMarks",
                columns: new[] { "Kind", "Digest" });

            migrationBuilder.CreateIndex(
                name: "IX_Applications_AgencyId_Id",
                schema: "licensing",
                table: "Applications",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Applications_LicenceId",
                schema: "licensing",
                table: "Applications",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Applications_PublicId",
                schema: "licensing",
                table: "Applications",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Applications_Reference",
                schema: "licensing",
                table: "Applications",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Applications_State_CorrectBy_Id",
                schema: "licensing",
                table: "Applications",
                columns: new[] { "State", "CorrectBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationSteps_ApplicationId_Id",
                schema: "licensing",
                table: "ApplicationSteps",
                columns: new[] { "ApplicationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApplicationVersions_ApplicationId_Number",
                schema: "licensing",
                table: "ApplicationVersions",
                columns: new[] { "ApplicationId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_Action_Id",
                schema: "licensing",
                table: "AuditEvents",
                columns: new[] { "Action", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_Actor_Id",
                schema: "licensing",
                table: "AuditEvents",
                columns: new[] { "Actor", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_At",
                schema: "licensing",
                table: "AuditEvents",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_LeafIndex_Id",
                schema: "licensing",
                table: "AuditEvents",
                columns: new[] { "LeafIndex", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_PublicId",
                schema: "licensing",
                table: "AuditEvents",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_SubjectId_Id",
                schema: "licensing",
                table: "AuditEvents",
                columns: new[] { "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditHeads_PublicId",
                schema: "licensing",
                table: "AuditHeads",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditHeads_Size",
                schema: "licensing",
                table: "AuditHeads",
                column: "Size",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditKeys_KeyId",
                schema: "licensing",
                table: "AuditKeys",
                column: "KeyId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditKeys_PublicId",
                schema: "licensing",
                table: "AuditKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BarMarks_BarId",
                schema: "licensing",
                table: "BarMarks",
                column: "BarId");

            migrationBuilder.CreateIndex(
                name: "IX_BarMarks_Kind_Digest",
                schema: "licensing",
                table: "BarMarks",
                columns: new[] { "Kind", "Digest" });

            migrationBuilder.CreateIndex(
                name: "IX_Bars_AgencyId",
                schema: "licensing",
                table: "Bars",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Bars_OverAt",
                schema: "licensing",
                table: "Bars",
                column: "OverAt");

            migrationBuilder.CreateIndex(
                name: "IX_Bars_PublicId",
                schema: "licensing",
                table: "Bars",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Branches_AgencyId",
                schema: "licensing",
                table: "Branches",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Branches_PublicId",
                schema: "licensing",
                table: "Branches",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CaseNoticeItems_FindingId",
                schema: "licensing",
                table: "CaseNoticeItems",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNoticeItems_FlagId",
                schema: "licensing",
                table: "CaseNoticeItems",
                column: "FlagId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNoticeItems_NoticeId",
                schema: "licensing",
                table: "CaseNoticeItems",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_AgencyId_Id",
                schema: "licensing",
                table: "CaseNotices",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_AnsweredAt",
                schema: "licensing",
                table: "CaseNotices",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_AnswerUntil",
                schema: "licensing",
                table: "CaseNotices",
                column: "AnswerUntil");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotices_PublicId",
                schema: "licensing",
                table: "CaseNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Changes_PublicId",
                schema: "licensing",
                table: "Changes",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Changes_SubjectId_Id",
                schema: "licensing",
                table: "Changes",
                columns: new[] { "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Clients_Name",
                schema: "licensing",
                table: "Clients",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Clients_PublicId",
                schema: "licensing",
                table: "Clients",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintAttachments_Check_Id",
                schema: "licensing",
                table: "ComplaintAttachments",
                columns: new[] { "Check", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintAttachments_ComplaintId_Id",
                schema: "licensing",
                table: "ComplaintAttachments",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintAttachments_PublicId",
                schema: "licensing",
                table: "ComplaintAttachments",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintConsents_ComplaintId_Item",
                schema: "licensing",
                table: "ComplaintConsents",
                columns: new[] { "ComplaintId", "Item" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintConsents_PublicId",
                schema: "licensing",
                table: "ComplaintConsents",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintDecisions_AgencyId",
                schema: "licensing",
                table: "ComplaintDecisions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintDecisions_ComplaintId",
                schema: "licensing",
                table: "ComplaintDecisions",
                column: "ComplaintId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintDecisions_PublicId",
                schema: "licensing",
                table: "ComplaintDecisions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintEntries_ComplaintId_Id",
                schema: "licensing",
                table: "ComplaintEntries",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintEntries_PublicId",
                schema: "licensing",
                table: "ComplaintEntries",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintHearings_ComplaintId_Id",
                schema: "licensing",
                table: "ComplaintHearings",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintHearings_PublicId",
                schema: "licensing",
                table: "ComplaintHearings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintNotices_AgencyId_Id",
                schema: "licensing",
                table: "ComplaintNotices",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintNotices_ComplaintId",
                schema: "licensing",
                table: "ComplaintNotices",
                column: "ComplaintId");

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintNotices_PublicId",
                schema: "licensing",
                table: "ComplaintNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintReminders_ComplaintId_About_DueOn_Stage",
                schema: "licensing",
                table: "ComplaintReminders",
                columns: new[] { "ComplaintId", "About", "DueOn", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintReminders_PublicId",
                schema: "licensing",
                table: "ComplaintReminders",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AgencyId",
                schema: "licensing",
                table: "Complaints",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AssignedTo_Id",
                schema: "licensing",
                table: "Complaints",
                columns: new[] { "AssignedTo", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ClosedAt",
                schema: "licensing",
                table: "Complaints",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_JoinedToId",
                schema: "licensing",
                table: "Complaints",
                column: "JoinedToId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_PlacementId",
                schema: "licensing",
                table: "Complaints",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_PublicId",
                schema: "licensing",
                table: "Complaints",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Reference",
                schema: "licensing",
                table: "Complaints",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_RetaliationOfId",
                schema: "licensing",
                table: "Complaints",
                column: "RetaliationOfId");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_State_Id",
                schema: "licensing",
                table: "Complaints",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSettlements_ComplaintId",
                schema: "licensing",
                table: "ComplaintSettlements",
                column: "ComplaintId");

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSettlements_PublicId",
                schema: "licensing",
                table: "ComplaintSettlements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSteps_ComplaintId_Id",
                schema: "licensing",
                table: "ComplaintSteps",
                columns: new[] { "ComplaintId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ComplaintSteps_PublicId",
                schema: "licensing",
                table: "ComplaintSteps",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConditionActs_ConditionId_Kind",
                schema: "licensing",
                table: "ConditionActs",
                columns: new[] { "ConditionId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_ConditionActs_PublicId",
                schema: "licensing",
                table: "ConditionActs",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConfirmationCodes_CodeHash",
                schema: "licensing",
                table: "ConfirmationCodes",
                column: "CodeHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConfirmationCodes_ConfirmationId_Id",
                schema: "licensing",
                table: "ConfirmationCodes",
                columns: new[] { "ConfirmationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ConfirmationCodes_PublicId",
                schema: "licensing",
                table: "ConfirmationCodes",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_ChangedAt",
                schema: "licensing",
                table: "Confirmations",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_PlacementId",
                schema: "licensing",
                table: "Confirmations",
                column: "PlacementId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_PublicId",
                schema: "licensing",
                table: "Confirmations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Confirmations_Reference",
                schema: "licensing",
                table: "Confirmations",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_AgencyId",
                schema: "licensing",
                table: "ConflictsOfInterest",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_PublicId",
                schema: "licensing",
                table: "ConflictsOfInterest",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_Subject_AgencyId",
                schema: "licensing",
                table: "ConflictsOfInterest",
                columns: new[] { "Subject", "AgencyId" });

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_ConfirmationId",
                schema: "licensing",
                table: "CorrectionRequests",
                column: "ConfirmationId");

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_PublicId",
                schema: "licensing",
                table: "CorrectionRequests",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_State_Id",
                schema: "licensing",
                table: "CorrectionRequests",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineNotices_AgencyId",
                schema: "licensing",
                table: "DeadlineNotices",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineNotices_Kind_Stage_DueOn_SubjectId",
                schema: "licensing",
                table: "DeadlineNotices",
                columns: new[] { "Kind", "Stage", "DueOn", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineNotices_PublicId",
                schema: "licensing",
                table: "DeadlineNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DemeritEntries_AgencyId_On",
                schema: "licensing",
                table: "DemeritEntries",
                columns: new[] { "AgencyId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_DemeritEntries_PublicId",
                schema: "licensing",
                table: "DemeritEntries",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_DrawId",
                schema: "licensing",
                table: "DepositClaims",
                column: "DrawId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_LicenceId_ClosedAt",
                schema: "licensing",
                table: "DepositClaims",
                columns: new[] { "LicenceId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_PlacementId",
                schema: "licensing",
                table: "DepositClaims",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_PublicId",
                schema: "licensing",
                table: "DepositClaims",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositClaims_WorkerId",
                schema: "licensing",
                table: "DepositClaims",
                column: "WorkerId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositDraws_DepositId",
                schema: "licensing",
                table: "DepositDraws",
                column: "DepositId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositDraws_PublicId",
                schema: "licensing",
                table: "DepositDraws",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositFacts_LicenceId_Fact_From",
                schema: "licensing",
                table: "DepositFacts",
                columns: new[] { "LicenceId", "Fact", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_DepositFacts_PublicId",
                schema: "licensing",
                table: "DepositFacts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_ClaimId",
                schema: "licensing",
                table: "DepositRows",
                column: "ClaimId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_DepositId_Number",
                schema: "licensing",
                table: "DepositRows",
                columns: new[] { "DepositId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_DrawId",
                schema: "licensing",
                table: "DepositRows",
                column: "DrawId");

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_Entry_ExpiresOn",
                schema: "licensing",
                table: "DepositRows",
                columns: new[] { "Entry", "ExpiresOn" });

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_PublicId",
                schema: "licensing",
                table: "DepositRows",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DepositRows_ReceiptId",
                schema: "licensing",
                table: "DepositRows",
                column: "ReceiptId");

            migrationBuilder.CreateIndex(
                name: "IX_Deposits_LicenceId",
                schema: "licensing",
                table: "Deposits",
                column: "LicenceId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deposits_PublicId",
                schema: "licensing",
                table: "Deposits",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_AgencyId",
                schema: "licensing",
                table: "Disclosures",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_PlacementId",
                schema: "licensing",
                table: "Disclosures",
                column: "PlacementId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_PublicId",
                schema: "licensing",
                table: "Disclosures",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_ConvertedUntil",
                schema: "licensing",
                table: "DisclosureVersions",
                column: "ConvertedUntil",
                filter: "ConvertedUntil IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_DisclosureId_Number",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "DisclosureId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_Origin_Destination_ChargedUntil_ChargedFrom",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "Origin", "Destination", "ChargedUntil", "ChargedFrom" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_Origin_Destination_SignedOn",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "Origin", "Destination", "SignedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_ReturnId_IsCurrent_JudgedAt",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "ReturnId", "IsCurrent", "JudgedAt" },
                filter: "ReturnId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_ReturnId_ReturnRow",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "ReturnId", "ReturnRow" },
                unique: true,
                filter: "ReturnId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_WaitsFrom_Id",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "WaitsFrom", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Discrepancies_ConfirmationId",
                schema: "licensing",
                table: "Discrepancies",
                column: "ConfirmationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Discrepancies_PublicId",
                schema: "licensing",
                table: "Discrepancies",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Discrepancies_State_Id",
                schema: "licensing",
                table: "Discrepancies",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ExaminationAlerts_ExaminationId_Key",
                schema: "licensing",
                table: "ExaminationAlerts",
                columns: new[] { "ExaminationId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExaminationAlerts_PublicId",
                schema: "licensing",
                table: "ExaminationAlerts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExaminationItems_ExaminationId_Kind_Code",
                schema: "licensing",
                table: "ExaminationItems",
                columns: new[] { "ExaminationId", "Kind", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_ApplicationId",
                schema: "licensing",
                table: "Examinations",
                column: "ApplicationId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_ObjectionsUntil",
                schema: "licensing",
                table: "Examinations",
                column: "ObjectionsUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Examinations_PublicId",
                schema: "licensing",
                table: "Examinations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedVolumes_AgencyId_From_To_Destination_Source",
                schema: "licensing",
                table: "ExpectedVolumes",
                columns: new[] { "AgencyId", "From", "To", "Destination", "Source" },
                unique: true,
                filter: "WithdrawnAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedVolumes_PublicId",
                schema: "licensing",
                table: "ExpectedVolumes",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedVolumes_To_From",
                schema: "licensing",
                table: "ExpectedVolumes",
                columns: new[] { "To", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_ExportParts_ExportId_Number",
                schema: "licensing",
                table: "ExportParts",
                columns: new[] { "ExportId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExportParts_StoredName",
                schema: "licensing",
                table: "ExportParts",
                column: "StoredName");

            migrationBuilder.CreateIndex(
                name: "IX_Exports_PublicId",
                schema: "licensing",
                table: "Exports",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Exports_RequestedBy_Id",
                schema: "licensing",
                table: "Exports",
                columns: new[] { "RequestedBy", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Exports_State_ExpiresAt",
                schema: "licensing",
                table: "Exports",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FeeReceipts_ApplicationId",
                schema: "licensing",
                table: "FeeReceipts",
                column: "ApplicationId");

            migrationBuilder.CreateIndex(
                name: "IX_FeeReceipts_PublicId",
                schema: "licensing",
                table: "FeeReceipts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FeeReceipts_Reference",
                schema: "licensing",
                table: "FeeReceipts",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FindingAmounts_Currency_AmountMinor",
                schema: "licensing",
                table: "FindingAmounts",
                columns: new[] { "Currency", "AmountMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_FindingDecisions_AgencyId",
                schema: "licensing",
                table: "FindingDecisions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_FindingDecisions_FindingId",
                schema: "licensing",
                table: "FindingDecisions",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_FindingDecisions_PublicId",
                schema: "licensing",
                table: "FindingDecisions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_AgencyId_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_DisclosureVersionId",
                schema: "licensing",
                table: "Findings",
                column: "DisclosureVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_HappenedOn_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "HappenedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_LawStepId_AgencyId",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "LawStepId", "AgencyId" },
                filter: "LawStepId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Origin_Destination_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "Origin", "Destination", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_PlacementId_Kind",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "PlacementId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Provision_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "Provision", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_PublicId",
                schema: "licensing",
                table: "Findings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_ReturnId",
                schema: "licensing",
                table: "Findings",
                column: "ReturnId",
                filter: "ReturnId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Status_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "Status", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FlagCorrections_FlagId",
                schema: "licensing",
                table: "FlagCorrections",
                column: "FlagId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagCorrections_PublicId",
                schema: "licensing",
                table: "FlagCorrections",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FlagDecisions_AgencyId",
                schema: "licensing",
                table: "FlagDecisions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagDecisions_FlagId",
                schema: "licensing",
                table: "FlagDecisions",
                column: "FlagId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagDecisions_PublicId",
                schema: "licensing",
                table: "FlagDecisions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_AgencyId_Period",
                schema: "licensing",
                table: "Flags",
                columns: new[] { "AgencyId", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_PublicId",
                schema: "licensing",
                table: "Flags",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_WorstFindingId",
                schema: "licensing",
                table: "Flags",
                column: "WorstFindingId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagsLeftOut_CorrectionId",
                schema: "licensing",
                table: "FlagsLeftOut",
                column: "CorrectionId");

            migrationBuilder.CreateIndex(
                name: "IX_ForeignRegistrations_AgencyId",
                schema: "licensing",
                table: "ForeignRegistrations",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ForeignRegistrations_PublicId",
                schema: "licensing",
                table: "ForeignRegistrations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyEntries_ExpiresAt",
                schema: "licensing",
                table: "IdempotencyEntries",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyEntries_Lookup",
                schema: "licensing",
                table: "IdempotencyEntries",
                column: "Lookup",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdentityKeys_PublicId",
                schema: "licensing",
                table: "IdentityKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_DisclosureVersionId_Slot",
                schema: "licensing",
                table: "Judgements",
                columns: new[] { "DisclosureVersionId", "Slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_Provision_Id",
                schema: "licensing",
                table: "Judgements",
                columns: new[] { "Provision", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_PublicId",
                schema: "licensing",
                table: "Judgements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_Result_Because_Id",
                schema: "licensing",
                table: "Judgements",
                columns: new[] { "Result", "Because", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LawNotices_AgencyId_LawStepId",
                schema: "licensing",
                table: "LawNotices",
                columns: new[] { "AgencyId", "LawStepId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawNotices_LawStepId",
                schema: "licensing",
                table: "LawNotices",
                column: "LawStepId");

            migrationBuilder.CreateIndex(
                name: "IX_LawNotices_PublicId",
                schema: "licensing",
                table: "LawNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_Name_Digest",
                schema: "licensing",
                table: "LawPacks",
                columns: new[] { "Name", "Digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_Name_Number",
                schema: "licensing",
                table: "LawPacks",
                columns: new[] { "Name", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_PublicId",
                schema: "licensing",
                table: "LawPacks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawSimulations_LawPackId",
                schema: "licensing",
                table: "LawSimulations",
                column: "LawPackId");

            migrationBuilder.CreateIndex(
                name: "IX_LawSimulations_PublicId",
                schema: "licensing",
                table: "LawSimulations",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawSimulations_State_Id",
                schema: "licensing",
                table: "LawSimulations",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LawSteps_PreviousId",
                schema: "licensing",
                table: "LawSteps",
                column: "PreviousId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawSteps_PublicId",
                schema: "licensing",
                table: "LawSteps",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_AgencyId",
                schema: "licensing",
                table: "LegalHolds",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_PlacementId",
                schema: "licensing",
                table: "LegalHolds",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_PublicId",
                schema: "licensing",
                table: "LegalHolds",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_SubjectId_Id",
                schema: "licensing",
                table: "LegalHolds",
                columns: new[] { "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_WorkerId",
                schema: "licensing",
                table: "LegalHolds",
                column: "WorkerId");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_At",
                schema: "licensing",
                table: "LicenceChecks",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_LicenceId",
                schema: "licensing",
                table: "LicenceChecks",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_PublicId",
                schema: "licensing",
                table: "LicenceChecks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceChecks_Reference",
                schema: "licensing",
                table: "LicenceChecks",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceConditions_DueOn",
                schema: "licensing",
                table: "LicenceConditions",
                column: "DueOn");

            migrationBuilder.CreateIndex(
                name: "IX_LicenceConditions_LicenceId_DueOn",
                schema: "licensing",
                table: "LicenceConditions",
                columns: new[] { "LicenceId", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceConditions_PublicId",
                schema: "licensing",
                table: "LicenceConditions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_Kind_From",
                schema: "licensing",
                table: "LicenceFacts",
                columns: new[] { "Kind", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_Kind_Until",
                schema: "licensing",
                table: "LicenceFacts",
                columns: new[] { "Kind", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_LicenceId_Kind_From",
                schema: "licensing",
                table: "LicenceFacts",
                columns: new[] { "LicenceId", "Kind", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_LicenceFacts_PublicId",
                schema: "licensing",
                table: "LicenceFacts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Licences_AgencyId",
                schema: "licensing",
                table: "Licences",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Licences_Number",
                schema: "licensing",
                table: "Licences",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Licences_NumberKey",
                schema: "licensing",
                table: "Licences",
                column: "NumberKey");

            migrationBuilder.CreateIndex(
                name: "IX_Licences_PublicId",
                schema: "licensing",
                table: "Licences",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_AgencyId",
                schema: "licensing",
                table: "Memberships",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_PublicId",
                schema: "licensing",
                table: "Memberships",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Role_Until",
                schema: "licensing",
                table: "Memberships",
                columns: new[] { "Role", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Subject_Number",
                schema: "licensing",
                table: "Memberships",
                columns: new[] { "Subject", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MinistryCalendars_PublicId",
                schema: "licensing",
                table: "MinistryCalendars",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MinistrySettings_Name_From",
                schema: "licensing",
                table: "MinistrySettings",
                columns: new[] { "Name", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_MinistrySettings_PublicId",
                schema: "licensing",
                table: "MinistrySettings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotifiedChanges_AgencyId",
                schema: "licensing",
                table: "NotifiedChanges",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_NotifiedChanges_PublicId",
                schema: "licensing",
                table: "NotifiedChanges",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotifiedChanges_State_Id",
                schema: "licensing",
                table: "NotifiedChanges",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Objections_ApplicationId_Id",
                schema: "licensing",
                table: "Objections",
                columns: new[] { "ApplicationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Objections_FiledAt",
                schema: "licensing",
                table: "Objections",
                column: "FiledAt");

            migrationBuilder.CreateIndex(
                name: "IX_Objections_PublicId",
                schema: "licensing",
                table: "Objections",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PeriodReopenings_AgencyId_Period_Id",
                schema: "licensing",
                table: "PeriodReopenings",
                columns: new[] { "AgencyId", "Period", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PeriodReopenings_PublicId",
                schema: "licensing",
                table: "PeriodReopenings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_At",
                schema: "licensing",
                table: "PersonalReads",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_PublicId",
                schema: "licensing",
                table: "PersonalReads",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_Shown_Id",
                schema: "licensing",
                table: "PersonalReads",
                columns: new[] { "Shown", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_WorkerId_Id",
                schema: "licensing",
                table: "PersonalReads",
                columns: new[] { "WorkerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_AgencyId_HappenedOn",
                schema: "licensing",
                table: "Placements",
                columns: new[] { "AgencyId", "HappenedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_AgencyId_Reference",
                schema: "licensing",
                table: "Placements",
                columns: new[] { "AgencyId", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Placements_Origin_Destination",
                schema: "licensing",
                table: "Placements",
                columns: new[] { "Origin", "Destination" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_PublicId",
                schema: "licensing",
                table: "Placements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Placements_WorkerId",
                schema: "licensing",
                table: "Placements",
                column: "WorkerId");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_AgencyId",
                schema: "licensing",
                table: "Proposals",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_Kind_Id",
                schema: "licensing",
                table: "Proposals",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_OpenKey",
                schema: "licensing",
                table: "Proposals",
                column: "OpenKey",
                unique: true,
                filter: "[OpenKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_PublicId",
                schema: "licensing",
                table: "Proposals",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RateSeries_Name_Digest",
                schema: "licensing",
                table: "RateSeries",
                columns: new[] { "Name", "Digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RateSeries_Name_Number",
                schema: "licensing",
                table: "RateSeries",
                columns: new[] { "Name", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RateSeries_PublicId",
                schema: "licensing",
                table: "RateSeries",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_AgencyId_Id",
                schema: "licensing",
                table: "RefundOrders",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_ComplaintId",
                schema: "licensing",
                table: "RefundOrders",
                column: "ComplaintId",
                filter: "ComplaintId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_FindingId",
                schema: "licensing",
                table: "RefundOrders",
                column: "FindingId");

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_IsOwed_DueOn",
                schema: "licensing",
                table: "RefundOrders",
                columns: new[] { "IsOwed", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_PlacementId_Key",
                schema: "licensing",
                table: "RefundOrders",
                columns: new[] { "PlacementId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundOrders_PublicId",
                schema: "licensing",
                table: "RefundOrders",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundRows_ClaimId",
                schema: "licensing",
                table: "RefundRows",
                column: "ClaimId",
                unique: true,
                filter: "ClaimId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RefundRows_OrderId_Number",
                schema: "licensing",
                table: "RefundRows",
                columns: new[] { "OrderId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundRows_PublicId",
                schema: "licensing",
                table: "RefundRows",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RefundWords_OrderId_Number",
                schema: "licensing",
                table: "RefundWords",
                columns: new[] { "OrderId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegimeSettings_PublicId",
                schema: "licensing",
                table: "RegimeSettings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegimeSettings_Question_From",
                schema: "licensing",
                table: "RegimeSettings",
                columns: new[] { "Question", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterKeys_PublicId",
                schema: "licensing",
                table: "RegisterKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Representatives_AgencyId",
                schema: "licensing",
                table: "Representatives",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Representatives_PublicId",
                schema: "licensing",
                table: "Representatives",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_DepositId",
                schema: "licensing",
                table: "RestorationDoubts",
                column: "DepositId");

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_PublicId",
                schema: "licensing",
                table: "RestorationDoubts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_RowId",
                schema: "licensing",
                table: "RestorationDoubts",
                column: "RowId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RestorationDoubts_SettledAt_Id",
                schema: "licensing",
                table: "RestorationDoubts",
                columns: new[] { "SettledAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RetentionStates_Class",
                schema: "licensing",
                table: "RetentionStates",
                column: "Class",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RetentionStates_PublicId",
                schema: "licensing",
                table: "RetentionStates",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReturnRejections_PublicId",
                schema: "licensing",
                table: "ReturnRejections",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReturnRejections_ReturnId_Row_Id",
                schema: "licensing",
                table: "ReturnRejections",
                columns: new[] { "ReturnId", "Row", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_AgencyId_Id",
                schema: "licensing",
                table: "Returns",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_AgencyId_Period_OnError_Digest",
                schema: "licensing",
                table: "Returns",
                columns: new[] { "AgencyId", "Period", "OnError", "Digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Returns_JudgedAt_ClearedAt_AgencyId_Id",
                schema: "licensing",
                table: "Returns",
                columns: new[] { "JudgedAt", "ClearedAt", "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_Period_Id",
                schema: "licensing",
                table: "Returns",
                columns: new[] { "Period", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Returns_PublicId",
                schema: "licensing",
                table: "Returns",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Returns_ReopeningId",
                schema: "licensing",
                table: "Returns",
                column: "ReopeningId");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_AgencyId",
                schema: "licensing",
                table: "ShowCauseNotices",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_AnsweredAt",
                schema: "licensing",
                table: "ShowCauseNotices",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_LicenceId",
                schema: "licensing",
                table: "ShowCauseNotices",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_Measure",
                schema: "licensing",
                table: "ShowCauseNotices",
                column: "Measure");

            migrationBuilder.CreateIndex(
                name: "IX_ShowCauseNotices_PublicId",
                schema: "licensing",
                table: "ShowCauseNotices",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SigningKeys_PublicId",
                schema: "licensing",
                table: "SigningKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SiteVisits_ExaminationId",
                schema: "licensing",
                table: "SiteVisits",
                column: "ExaminationId");

            migrationBuilder.CreateIndex(
                name: "IX_SiteVisits_PublicId",
                schema: "licensing",
                table: "SiteVisits",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StagedCorrections_DisclosureId",
                schema: "licensing",
                table: "StagedCorrections",
                column: "DisclosureId");

            migrationBuilder.CreateIndex(
                name: "IX_StagedCorrections_PlacementId",
                schema: "licensing",
                table: "StagedCorrections",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_AgencyId",
                schema: "licensing",
                table: "Suggestions",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_Key",
                schema: "licensing",
                table: "Suggestions",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_PublicId",
                schema: "licensing",
                table: "Suggestions",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_State_Id",
                schema: "licensing",
                table: "Suggestions",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_AgencyId",
                schema: "licensing",
                table: "SurrenderRequests",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_LicenceId",
                schema: "licensing",
                table: "SurrenderRequests",
                column: "LicenceId");

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_OpenKey",
                schema: "licensing",
                table: "SurrenderRequests",
                column: "OpenKey",
                unique: true,
                filter: "[OpenKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SurrenderRequests_PublicId",
                schema: "licensing",
                table: "SurrenderRequests",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ToldSubjects_ChangesOn",
                schema: "licensing",
                table: "ToldSubjects",
                column: "ChangesOn");

            migrationBuilder.CreateIndex(
                name: "IX_ToldSubjects_Kind_SubjectId",
                schema: "licensing",
                table: "ToldSubjects",
                columns: new[] { "Kind", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UnconfirmedPlacements_ConfirmationId_Stage",
                schema: "licensing",
                table: "UnconfirmedPlacements",
                columns: new[] { "ConfirmationId", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UnconfirmedPlacements_PublicId",
                schema: "licensing",
                table: "UnconfirmedPlacements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookAttempts_MessageId",
                schema: "licensing",
                table: "WebhookAttempts",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookAttempts_PublicId",
                schema: "licensing",
                table: "WebhookAttempts",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookAttempts_SubscriptionId_Id",
                schema: "licensing",
                table: "WebhookAttempts",
                columns: new[] { "SubscriptionId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_EndedAt",
                schema: "licensing",
                table: "WebhookMessages",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_PublicId",
                schema: "licensing",
                table: "WebhookMessages",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_SubscriptionId_Id",
                schema: "licensing",
                table: "WebhookMessages",
                columns: new[] { "SubscriptionId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_SubscriptionId_State_NextAttemptAt",
                schema: "licensing",
                table: "WebhookMessages",
                columns: new[] { "SubscriptionId", "State", "NextAttemptAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookMessages_SubscriptionId_SubjectId_State_Id",
                schema: "licensing",
                table: "WebhookMessages",
                columns: new[] { "SubscriptionId", "SubjectId", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_AgencyId",
                schema: "licensing",
                table: "Webhooks",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_Owner_Id",
                schema: "licensing",
                table: "Webhooks",
                columns: new[] { "Owner", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_PublicId",
                schema: "licensing",
                table: "Webhooks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WordConsents_ConfirmationId_Item",
                schema: "licensing",
                table: "WordConsents",
                columns: new[] { "ConfirmationId", "Item" });

            migrationBuilder.CreateIndex(
                name: "IX_WordConsents_PublicId",
                schema: "licensing",
                table: "WordConsents",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Workers_PublicId",
                schema: "licensing",
                table: "Workers",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Workers_Recognition",
                schema: "licensing",
                table: "Workers",
                column: "Recognition",
                unique: true,
                filter: "[Recognition] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WorkerWords_ConfirmationId_Id",
                schema: "licensing",
                table: "WorkerWords",
                columns: new[] { "ConfirmationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WorkerWords_PublicId",
                schema: "licensing",
                table: "WorkerWords",
                column: "PublicId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgencyChangeProgress",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AgencyLinks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AgencyNameKeys",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AnswerDocuments",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Appeals",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ApplicationDocuments",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ApplicationMarks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ApplicationSteps",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ApplicationVersions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AuditEvents",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AuditHeads",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AuditKeys",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AuditNodes",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "BarMarks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Branches",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "CaseNoticeItems",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ChangeLogs",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Changes",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Clients",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintAttachments",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintConsents",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintDecisions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintEntries",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintHearings",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintReminders",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintSettlements",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintSteps",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ConditionActs",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ConfirmationCodes",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ConflictsOfInterest",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "CorrectionRequests",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DeadlineNotices",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DemeritEntries",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DepositFacts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Discrepancies",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ExaminationAlerts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ExaminationItems",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ExpectedVolumes",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ExportParts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FeedProgress",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FeeReceipts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FindingAmounts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FindingDecisions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagAmounts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagDecisions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagReviews",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagsLeftOut",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ForeignRegistrations",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "IdempotencyEntries",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "IdentityKeys",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Judgements",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LawNotices",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LawSimulations",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LegalHolds",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LicenceChecks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LicenceFacts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Memberships",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "MinistryCalendars",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "MinistrySettings",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "NotifiedChanges",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Objections",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "PersonalReads",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Proposals",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RateSeries",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RateSweeps",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RefundRows",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RefundWords",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RegimeSettings",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RegisterKeys",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Representatives",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RestorationDoubts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RetentionStates",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ReturnRejections",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ShowCauseNotices",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "SigningKeys",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "SiteVisits",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "StagedCorrections",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Suggestions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "SurrenderRequests",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ToldSubjects",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "UnchangedPlacements",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "UnconfirmedPlacements",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "WebhookAttempts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "WebhookProgress",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "WordConsents",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "WorkerWords",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AgencyFacts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ComplaintNotices",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Bars",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "CaseNotices",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LicenceConditions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Exports",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagCorrections",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LawPacks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "RefundOrders",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DepositRows",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Examinations",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "WebhookMessages",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Confirmations",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Flags",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Complaints",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DepositClaims",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Applications",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Webhooks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Findings",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DepositDraws",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DisclosureVersions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LawSteps",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Deposits",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Disclosures",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Licences",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Placements",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Returns",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Workers",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Agencies",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "PeriodReopenings",
                schema: "licensing");
        }
    }
}
