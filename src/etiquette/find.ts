/** Which application a member means by a name. */
import { type Application, companyKey } from './facts.ts';
import { ending } from './rounds.ts';

/**
 * The applications that fit a name, as few as the name allows: company and role spelled out, then the company, then the
 * beginning of either, then any part. Open ones come before ended ones of the same fit. Without a name: all the open ones.
 */
export function findApplications(applications: readonly Application[], name?: string): Application[] {
  if (!name) return applications.filter((one) => !ending(one));
  const wanted = companyKey(name);
  const fits: ((one: Application) => boolean)[] = [
    (one) => companyKey(fullName(one)) === wanted,
    (one) => companyKey(one.company) === wanted,
    (one) => companyKey(fullName(one)).startsWith(wanted),
    (one) => companyKey(fullName(one)).includes(wanted),
  ];
  for (const fit of fits) {
    const found = applications.filter(fit);
    const open = found.filter((one) => !ending(one));
    if (found.length > 0) return open.length > 0 ? open : lastOf(found);
  }
  return [];
}

function fullName({ company, role }: Application): string {
  return role ? `${company} ${role}` : company;
}

/** Of ended ones only the newest is still of interest. */
function lastOf(ended: readonly Application[]): Application[] {
  return [...ended].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).slice(-1);
}
