import type { Queryable } from '../database.ts'

// A superuser has every right; that is no finding.
const own = `own AS (SELECT oid FROM pg_roles WHERE rolname IN (current_user, session_user) AND NOT rolsuper)`

const setting = 'session_replication_role'

/**
 * Returns the SQL by which a superuser takes back what lets the role of this session change each table or turn off triggers: its membership,
 * also by way of another role, in pg_write_all_data or in a superuser, and the setting that turns triggers off.
 */
export async function bypasses(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ sql: string }>({
    text: `WITH ${own}, found AS (
        SELECT 1 AS sort, format('REVOKE %I FROM %I', given.rolname, pg_get_userbyid(member))
          || coalesce(' GRANTED BY ' || quote_ident(giver.rolname), '') AS sql
        FROM pg_auth_members m JOIN pg_roles given ON given.oid = m.roleid LEFT JOIN pg_roles giver ON giver.oid = m.grantor
        WHERE (given.rolname = 'pg_write_all_data' OR given.rolsuper)
          AND EXISTS (SELECT FROM own WHERE pg_has_role(own.oid, m.member, 'MEMBER'))
        UNION ALL
        SELECT 2, format('REVOKE SET ON PARAMETER ${setting} FROM %s',
          CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
        FROM pg_parameter_acl, aclexplode(paracl)
        WHERE parname = '${setting}' AND privilege_type = 'SET'
          AND EXISTS (SELECT FROM own WHERE grantee = 0 OR pg_has_role(own.oid, grantee, 'MEMBER'))
        UNION ALL
        SELECT 3, CASE WHEN setrole = 0 AND setdatabase = 0 THEN 'ALTER ROLE ALL'
            WHEN setrole = 0 THEN format('ALTER DATABASE %I', current_database())
            WHEN setdatabase = 0 THEN format('ALTER ROLE %I', pg_get_userbyid(setrole))
            ELSE format('ALTER ROLE %I IN DATABASE %I', pg_get_userbyid(setrole), current_database()) END || ' RESET ${setting}'
        FROM pg_db_role_setting CROSS JOIN unnest(setconfig) AS line
        WHERE line LIKE '${setting}=%' AND line <> '${setting}=origin'
          AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
          AND (setrole = 0 OR pg_get_userbyid(setrole) IN (current_user, session_user))
        UNION ALL
        SELECT 4, unnest(ARRAY['ALTER SYSTEM RESET ${setting}', 'SELECT pg_reload_conf()'])
        FROM pg_settings WHERE name = '${setting}' AND setting <> 'origin' AND source = 'configuration file'
      )
      SELECT sql FROM found ORDER BY sort`,
  })
  return rows.map(({ sql }) => sql)
}
